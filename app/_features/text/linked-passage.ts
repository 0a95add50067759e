import type { Span } from "@/lib/anchoring/anchor";

/** A passage as a link for colleagues names it: which edition, and where in its text. */
export interface LinkedPassage extends Span {
  edition: number;
}

const FORM = /^(\d{1,6})\.(\d{1,9})-(\d{1,9})$/u;

/** Reads `?at=2.130-164`; null where it does not name a passage. */
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
