import type { Inline } from "./model";

/** The text of inlines: what their leaves say, in order. */
export function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ("value" in inline ? inline.value : "children" in inline ? inlineText(inline.children) : ""))
    .join("");
}
