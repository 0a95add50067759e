import type { MemberView } from "@/lib/accounts/schemas";
import { shownName, type Typed } from "@/lib/annotations/notes/mentions";

/** A mention that is being typed. */
export interface Begun {
  /** Where its "@" stands in the text. */
  start: number;
  /** What stands between that and the caret. */
  query: string;
}

/** So many people are offered at most. */
const MAX_OFFERED = 6;

/** An "@" that begins a word, and up to three words of a name after it. */
const BEGUN = /(?<![\p{L}\p{N}@[\\])@((?:[\p{L}\p{M}\p{N}.'’()-]+ ){0,2}[\p{L}\p{M}\p{N}.'’()-]*)$/u;

/** The mention at whose end the caret stands; null where none is being typed. */
export function begunAt(text: string, caret: number): Begun | null {
  const match = BEGUN.exec(text.slice(Math.max(0, caret - 100), caret));
  return match ? { start: caret - match[0].length, query: match[1]! } : null;
}

/** The people whose names, or whose later names, begin as was typed. */
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

/** The text with a person mentioned where a mention was begun, and where the caret stands then. */
export function withMention({ text, people }: Typed, { start, query }: Begun, { id, name }: MemberView) {
  const shown = shownName(name);
  const other = people.get(shown);
  // Of two people of one name, the second is told apart by the link.
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
