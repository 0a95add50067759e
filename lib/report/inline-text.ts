import type { Inline } from "./model";

/** The text content of inlines, which is the concatenation of their leaves' values. */
export function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ("value" in inline ? inline.value : "children" in inline ? inlineText(inline.children) : ""))
    .join("");
}
