import { diffArrays } from "diff";

/** Part of a diff: text that is in both versions, only in the older one, or only in the newer one. */
export interface Part {
  kind: "same" | "out" | "in";
  text: string;
}

/** A word in any script (the tokenizer of `diff` only supports Latin), whitespace, or any other character. */
const TOKEN = /[\p{L}\p{M}\p{N}]+|\s+|./gsu;

/**
 * Maximum total length of both texts, in UTF-16 code units. A diff of longer texts would take too long, so they are
 * shown as entirely replaced.
 */
const MAX_LENGTH = 60_000;
/** Time limit in milliseconds. If a diff takes longer, the text is shown as entirely replaced. */
const TIMEOUT = 500;

/** Word diff of two texts (Myers' algorithm from the package `diff`). */
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
