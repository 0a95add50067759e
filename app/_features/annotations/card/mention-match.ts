import type { MemberView } from "@/lib/accounts/schemas";
import { shownName, type Typed } from "@/lib/annotations/notes/mentions";

/** An unfinished mention. */
export interface Begun {
  /** The offset of the mention's "@" in the text. */
  start: number;
  /** The text between the "@" and the caret. */
  query: string;
}

/** The maximum number of suggestions. */
const MAX_OFFERED = 6;

/** An "@" at the start of a word, followed by up to three words of a name. */
const BEGUN = /(?<![\p{L}\p{N}@[\\])@((?:[\p{L}\p{M}\p{N}.'’()-]+ ){0,2}[\p{L}\p{M}\p{N}.'’()-]*)$/u;

/** The unfinished mention that ends at the caret; null if there is none. */
export function begunAt(text: string, caret: number): Begun | null {
  const match = BEGUN.exec(text.slice(Math.max(0, caret - 100), caret));
  return match ? { start: caret - match[0].length, query: match[1]! } : null;
}

/** Members whose name, or a word in it, starts with the query. Matches at the start of the full name come first. */
export function offeredFor(query: string, members: readonly MemberView[]): MemberView[] {
  const wanted = folded(query);
  const place = (name: string) => (name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : 2);
  return members
    .map((member) => ({ member, place: place(folded(member.name)) }))
    .filter((each) => each.place < 2)
    .sort((a, b) => a.place - b.place)
    .slice(0, MAX_OFFERED)
    .map(({ member }) => member);
}

/** Replaces the unfinished mention with a member's name. Returns the new text and caret position. */
export function withMention({ text, people }: Typed, { start, query }: Begun, { id, name }: MemberView) {
  const shown = shownName(name);
  const other = people.get(shown);
  // If two people have the same name, the mention of the second person includes their id.
  const mention = other !== undefined && other !== id ? `[@${shown}](person:${id})` : `@${shown}`;
  const after = text.slice(start + 1 + query.length);
  const isApart = /^[^\p{L}\p{N}]/u.test(after);
  const before = `${text.slice(0, start)}${mention}${isApart ? "" : " "}`;
  const typed: Typed = {
    text: before + after,
    people: other === undefined ? new Map([...people, [shown, id]]) : people,
  };
  return { typed, caret: start + mention.length + (isApart && !/^\s/u.test(after) ? 0 : 1) };
}

function folded(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ё", "е");
}
