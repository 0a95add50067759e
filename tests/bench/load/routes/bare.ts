/** The least that a handler of Next.js can do. */
export const GET = () => Response.json({ ok: true });
