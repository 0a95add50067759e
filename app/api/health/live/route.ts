import { handler } from "@/app/_http/handler";

/** Liveness probe: succeeds while the process runs, regardless of the database. If it fails, only a restart helps. */
export const GET = handler({ access: "public" }, async () => ({ live: true }));
