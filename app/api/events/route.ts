import { handler } from "@/app/_http/handler";
import { followChanges } from "@/lib/annotations/live/live";
import { streamQuery } from "@/lib/annotations/live/live-schemas";

/**
 * Tells a browser what changes, as it changes: a stream of server-sent events. One that connects again says in a header, as
 * browsers do, what it was told last.
 */
export const GET = handler({ access: "member", query: streamQuery }, async ({ db, actor, query, request }) => {
  const stream = await followChanges(db, actor, request.headers.get("last-event-id") ?? query.after ?? null);
  // Where the browser has gone before anybody read the stream, nobody else would end it.
  request.signal.addEventListener("abort", () => stream.close(), { once: true });
  if (request.signal.aborted) stream.close();
  return new Response(stream.body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      // A stream that is compressed on its way, or that a proxy keeps until there is more of it, comes late.
      "Cache-Control": "private, no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
});
