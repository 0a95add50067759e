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
    // If the browser disconnects before the stream is read, nothing else would close it.
    request.signal.addEventListener("abort", () => stream.close(), { once: true });
    if (request.signal.aborted) stream.close();
    return new Response(stream.body, {
      headers: {
        "Content-Type": "text/event-stream; charset=utf-8",
        // Compression or proxy buffering would delay events.
        "Cache-Control": "private, no-store, no-transform",
        "X-Accel-Buffering": "no",
      },
    });
  },
);
