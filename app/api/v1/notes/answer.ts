import type { TaggedNote } from "@/lib/api/notes";

/** Answers a note with the tag by which a change says what it was made from. */
export function noteAnswer({ note, tag }: TaggedNote, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(note, { status, headers: { ...headers, ETag: tag } });
}
