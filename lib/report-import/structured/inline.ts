import type { Inline, Style } from "./model";

type Text = Extract<Inline, { type: "text" }>;

const STYLES = ["bold", "italic", "strike", "code", "href"] as const satisfies (keyof Style)[];

function isSameStyle(a: Style, b: Style): boolean {
  return STYLES.every((key) => (a[key] || undefined) === (b[key] || undefined));
}

/**
 * Normalizes inline content. It collapses whitespace, trims it at the ends and around line breaks, merges adjacent
 * pieces of the same style, and removes the style of whitespace between pieces.
 */
export function tidy(content: readonly Inline[]): Inline[] {
  const tidied: Inline[] = [];
  /** The last text or line break. */
  let shown: Inline | undefined;
  for (const inline of content) {
    if (inline.type === "text") shown = addText(tidied, inline, shown) ?? shown;
    else if (inline.type === "break") {
      if (shown?.type !== "text") continue;
      shown.value = shown.value.replace(/ +$/u, "");
      tidied.push(inline);
      shown = inline;
    } else tidied.push(inline);
  }
  trimEnd(tidied);
  return tidied.filter((inline) => inline.type !== "text" || inline.value !== "");
}

/** @returns the piece to which the text was added; undefined if none of the text is left */
function addText(tidied: Inline[], { value, ...style }: Text, shown: Inline | undefined): Text | undefined {
  let text = value.replace(/[ \t\r\n\f]+/gu, " ");
  if (shown === undefined || shown.type === "break" || (shown.type === "text" && shown.value.endsWith(" "))) {
    text = text.replace(/^ /u, "");
  }
  if (text === "") return undefined;
  const last = tidied.at(-1);
  const isSpace = text === " ";
  if (last?.type === "text" && ((isSpace && !last.code) || isSameStyle(last, isSpace ? {} : style))) {
    last.value += text;
    return last;
  }
  const { type: _, ...look } = style;
  const piece: Text = { type: "text", value: text, ...(isSpace ? {} : look) };
  tidied.push(piece);
  return piece;
}

function trimEnd(content: Inline[]): void {
  for (let at = content.length - 1; at >= 0; at--) {
    const inline = content[at]!;
    if (inline.type === "break") content[at] = { type: "text", value: "" };
    else if (inline.type === "text") {
      inline.value = inline.value.replace(/ +$/u, "");
      if (inline.value !== "") return;
    }
  }
}

/** Moves note markers to the word before them if there is only whitespace in between. */
export function settleMarkers(content: Inline[]): Inline[] {
  for (const [index, inline] of content.entries()) {
    const before = content[index - 1];
    const after = content[index + 1];
    if (inline.type !== "note" || before?.type !== "text" || !before.value.endsWith(" ")) continue;
    if (after === undefined || (after.type === "text" && /^[\s.,;:!?)\]»”…]/u.test(after.value))) {
      before.value = before.value.trimEnd();
    }
  }
  return content.filter((inline) => inline.type !== "text" || inline.value !== "");
}

/** Removes styles that apply to all of the text, as in headings and header cells. */
export function withoutCommonStyle(content: readonly Inline[], ...styles: ("bold" | "italic")[]): Inline[] {
  const texts = content.filter((inline): inline is Text => inline.type === "text" && inline.value.trim() !== "");
  const common = styles.filter((style) => texts.every((text) => text[style]));
  return content.map((inline) => {
    if (inline.type !== "text") return inline;
    const plain = { ...inline };
    for (const style of common) delete plain[style];
    return plain;
  });
}

/** Splits inline content at two or more consecutive line breaks, which some files use instead of paragraphs. */
export function paragraphsIn(content: readonly Inline[]): Inline[][] {
  const parts: Inline[][] = [[]];
  let breaks = 0;
  for (const inline of content) {
    const isSpace = inline.type === "text" && inline.value.trim() === "";
    if (inline.type === "break") breaks++;
    else if (!isSpace) {
      if (breaks > 1) parts.push([]);
      breaks = 0;
    }
    parts.at(-1)!.push(inline);
  }
  return parts.map(tidy).filter((part) => part.length > 0);
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋";
const SCRIPTED = "0123456789+-";

/**
 * Writes superscript or subscript numbers as Unicode characters, because Markdown has no syntax for them: "m²", "CO₂".
 */
export function scripted(text: string, place: "super" | "sub"): string {
  if (!/^[\d+−-]+$/u.test(text)) return text;
  const characters = [...(place === "super" ? SUPERSCRIPTS : SUBSCRIPTS)];
  return [...text].map((character) => characters[SCRIPTED.indexOf(character === "−" ? "-" : character)]!).join("");
}
