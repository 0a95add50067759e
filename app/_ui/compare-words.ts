import { diffArrays } from "diff";

/** A part of two texts: in both, only in the older, or only in the newer. */
export interface Part {
  kind: "same" | "out" | "in";
  text: string;
}

/** A word in any script (those that `diff` finds by itself are Latin only), space, or any other character. */
const TOKEN = /[\p{L}\p{M}\p{N}]+|\s+|./gsu;

/** Longer texts, in UTF-16 code units of both together, are shown as replaced: their words would take too long. */
const MAX_LENGTH = 60_000;
/** In milliseconds; what takes longer is shown as replaced. */
const TIMEOUT = 500;

/** What was taken out of a text and put into it, word by word (Myers' algorithm, of the package `diff`). */
export function compareWords(older: string, newer: string): Part[] {
  const isLong = older.length + newer.length > MAX_LENGTH;
  const parts = isLong ? undefined : diffArrays(tokensOf(older), tokensOf(newer), { timeout: TIMEOUT });
  if (!parts) return replaced(older, newer);
  return parts.map(({ value, added, removed }) => ({
    kind: added ? "in" : removed ? "out" : "same",
    text: value.join(""),
  }));
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

function replaced(older: string, newer: string): Part[] {
  const parts: Part[] = [
    { kind: "out", text: older },
    { kind: "in", text: newer },
  ];
  return older === newer ? [{ kind: "same", text: older }] : parts.filter(({ text }) => text !== "");
}
