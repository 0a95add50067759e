import type { Span } from "@/lib/anchoring/anchor";

/** A passage in a link for team members: an edition and a span of its text. */
export interface LinkedPassage extends Span {
  edition: number;
}

const FORM = /^(\d{1,6})\.(\d{1,9})-(\d{1,9})$/u;

/** Parses `?at=2.130-164`; null if it is invalid. */
export function readPassage(at: string | null): LinkedPassage | null {
  const match = FORM.exec(at ?? "");
  if (!match) return null;
  const [edition = 0, start = 0, end = 0] = match.slice(1).map(Number);
  return start < end ? { edition, start, end } : null;
}

/** The value of `?at=` for a passage. */
export function passageName({ edition, start, end }: LinkedPassage): string {
  return `${edition}.${start}-${end}`;
}
