import { handler } from "@/app/_http/handler";
import { followChanges } from "@/lib/annotations/live/live";
import { streamQuery } from "@/lib/annotations/live/live-schemas";

/**
 * Live changes as server-sent events. When a browser reconnects, it sends the last position that it received in the
 * `Last-Event-ID` header.
 */
export const GET = handler(
  { access: "member", query: streamQuery, isCompressed: false },
  async ({ db, actor, query, request }) => {
    const stream = await followChanges(db, actor, request.headers.get("last-event-id") ?? query.after ?? null);
    // Close the stream, because nothing else would close it if the browser disconnected before reading it.
    request.signal.addEventListener("abort", () => stream.close(), { once: true });
    if (request.signal.aborted) stream.close();
    return new Response(stream.body, {
      headers: {
        "Content-Type": "text/event-stream; charset=utf-8",
        // If a proxy compressed or buffered the stream, events would be delayed.
        "Cache-Control": "private, no-store, no-transform",
        "X-Accel-Buffering": "no",
      },
    });
  },
);
