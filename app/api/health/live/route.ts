import { handler } from "@/app/_http/handler";

/** Says that the process runs, whatever becomes of the database: where this fails, only a new process helps. */
export const GET = handler({ access: "public" }, async () => ({ live: true }));
