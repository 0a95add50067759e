import type { TaggedNote } from "@/lib/api/notes";

/** Responds with a note and its ETag, which clients send back in `If-Match`. */
export function noteAnswer({ note, tag }: TaggedNote, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(note, { status, headers: { ...headers, ETag: tag } });
}
