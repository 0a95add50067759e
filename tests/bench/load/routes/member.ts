import { handler } from "@/app/_http/handler";

/** What every handler of ours does before it does anything. */
export const GET = handler({ access: "member" }, async () => ({ ok: true }));
