import { createHash } from "node:crypto";
import type { Actor } from "../accounts/policy";
import { visibilityKey } from "../annotations/highlights/highlight-snapshot";
import type { HighlightView, NotedHighlight } from "../annotations/schemas";
import type { NotedReport } from "./note-documents";

/** A note and its report. */
export interface PlacedNote {
  highlight: NotedHighlight;
  noted: NotedReport;
  /** The stamp and the shelf of the report. */
  stamp: string;
  shelf: string;
}

/**
 * Maximum number of audiences with groups of their own. The notes of smaller audiences are put together in groups for
 * one viewer. Otherwise, there would be a group for each restricted report, and a search looks each of its words up in
 * every group.
 */
const MOST_AUDIENCES = 16;

/**
 * Splits the notes that a viewer sees into groups that are indexed together, by cache key. Groups of notes that look the
 * same to several viewers have the same key for all of them.
 */
export function notePieces(viewer: Actor, notes: readonly PlacedNote[]): Map<string, PlacedNote[]> {
  const byAudience = groupedBy(notes, ({ shelf, highlight }) => `${shelf} ${searchAudience(viewer, highlight)}`);
  const largest = [...byAudience].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  const shared = new Set(largest.slice(0, MOST_AUDIENCES).map(([audience]) => audience));
  const pieces = new Map<string, PlacedNote[]>();
  const add = (audience: string, own: readonly PlacedNote[]) => {
    for (const [number, piece] of piecesOf(own).entries()) pieces.set(`${audience} ${number}`, piece);
  };
  for (const audience of [...shared].sort()) add(audience, byAudience.get(audience)!);
  const others = [...byAudience].filter(([audience]) => !shared.has(audience)).flatMap(([, own]) => own);
  if (others.length > 0) add(`others as ${visibilityKey(viewer)} sees them`, others);
  return pieces;
}

/** Identifies the searchable content of a piece. */
export function stampOfPiece(notes: readonly PlacedNote[]): string {
  return notes.map(({ highlight, stamp }) => `${stamp} ${stampOf(highlight)}`).join("\n");
}

function groupedBy(notes: readonly PlacedNote[], keyOf: (note: PlacedNote) => string): Map<string, PlacedNote[]> {
  const groups = new Map<string, PlacedNote[]>();
  for (const note of notes) {
    const key = keyOf(note);
    const others = groups.get(key);
    if (others) others.push(note);
    else groups.set(key, [note]);
  }
  return groups;
}

/**
 * Splits notes into segments. The number of segments is about the same as the number of notes in each, so that a change
 * reindexes only a few notes and a search reads only a few segments. A note's segment depends only on the end of its
 * id, a UUID, and on the order of magnitude of the number of notes.
 */
function piecesOf(notes: readonly PlacedNote[]): PlacedNote[][] {
  const count = 2 ** Math.floor(Math.log2(notes.length) / 2);
  const pieces: PlacedNote[][] = Array.from({ length: count }, () => []);
  for (const note of notes) pieces[Number.parseInt(note.highlight.id.slice(-6), 16) % count]!.push(note);
  return pieces.filter((piece) => piece.length > 0);
}

export function isNoted(highlight: HighlightView): highlight is NotedHighlight {
  return highlight.note !== null;
}

/**
 * The cache key for notes. It is shared by all viewers to whom a note looks the same. A note whose thread looks
 * different to different people gets a key per viewer.
 */
function searchAudience(viewer: Actor, { author, groupId, note }: NotedHighlight): string {
  const { visibility, replies } = note;
  const audience = { team: "team", group: `group ${groupId}`, private: `private ${author.id}` }[visibility];
  const hasLeft = groupId !== null && !viewer.groupIds.includes(groupId);
  const isForFewer = replies.some(
    (reply) => reply.visibility !== "team" && (reply.visibility !== visibility || reply.groupId !== groupId),
  );
  return hasLeft || isForFewer ? `${audience} as ${visibilityKey(viewer)} sees it` : audience;
}

const stamps = new WeakMap<NotedHighlight, string>();

/**
 * Identifies a note's searchable content by hash. The note's version wouldn't be enough. After an erasure, another note
 * can have the same version, and not everyone sees the same replies.
 */
function stampOf(highlight: NotedHighlight): string {
  const known = stamps.get(highlight);
  if (known !== undefined) return known;
  const { id, start, end, author, origin, tags, note } = highlight;
  const replies = note.replies.map((reply) => [reply.body, reply.author.name, reply.origin?.creator?.name]);
  const searched = [id, start, end, author.name, origin?.creator?.name, tags, note.visibility, note.body, replies];
  const stamp = createHash("sha256").update(JSON.stringify(searched)).digest("base64");
  stamps.set(highlight, stamp);
  return stamp;
}
