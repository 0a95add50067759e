import { METRICS_TYPE, metricsText, requireMetricsToken } from "@/lib/operations/metrics";
import { bearerOf } from "../caller";
import { handler } from "../handler";

/** What a Prometheus server collects from this process. */
export const GET = handler({ access: "public" }, async ({ db, request }) => {
  requireMetricsToken(bearerOf(request.headers));
  return new Response(await metricsText(db), { headers: { "Content-Type": METRICS_TYPE } });
});
