import { handler } from "@/app/_http/handler";
import { requireReady } from "@/lib/server/readiness";

/** Says to a load balancer whether requests may be sent here: the database answers, the library is open, and the process is not about to end. */
export const GET = handler({ access: "public" }, async ({ db }) => {
  await requireReady(db);
  return { live: true, ready: true };
});
