import { bearerOf, handler } from "@/app/_http/handler";
import { METRICS_TYPE, metricsText, requireMetricsToken } from "@/lib/server/metrics";

/** Returns the Prometheus metrics of this process. */
export const GET = handler({ access: "public", isCompressed: false }, async ({ db, request }) => {
  requireMetricsToken(bearerOf(request.headers));
  return new Response(await metricsText(db), { headers: { "Content-Type": METRICS_TYPE } });
});
