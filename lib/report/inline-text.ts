import type { Inline } from "./model";

/** The text content of inlines: the concatenated values of their leaves. */
export function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ("value" in inline ? inline.value : "children" in inline ? inlineText(inline.children) : ""))
    .join("");
}
