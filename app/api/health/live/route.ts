import { handler } from "@/app/_http/handler";

/**
 * Liveness probe: succeeds as long as the process is running, whatever the state of the database. If it fails, only a
 * restart helps.
 */
export const GET = handler({ access: "public" }, async () => ({ live: true }));
