/** The least work that a Next.js handler can do. */
export const GET = () => Response.json({ ok: true });
