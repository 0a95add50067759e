import { handler } from "@/app/_http/handler";

/** The minimum that each of our handlers does. */
export const GET = handler({ access: "member" }, async () => ({ ok: true }));
