/** The minimum that a Next.js handler does. */
export const GET = () => Response.json({ ok: true });
