import { handler } from "@/app/_http/handler";
import { requireReady } from "@/lib/server/readiness";
import { VERSION } from "@/lib/version";

/**
 * Readiness probe for load balancers: succeeds if the database responds, the library is loaded, and the process isn't
 * shutting down.
 */
export const GET = handler({ access: "public" }, async ({ db }) => {
  await requireReady(db);
  return { live: true, ready: true, version: VERSION };
});
