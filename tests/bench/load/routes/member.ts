import { handler } from "@/app/_http/handler";

/** The least work that one of our handlers can do. */
export const GET = handler({ access: "member" }, async () => ({ ok: true }));
