import type { Element } from "../structured/element";

/** The words that hint at an element's purpose: its class, id, role and EPUB type, in lower case. */
export function purposeOf({ attributes }: Element): string {
  const { class: classes = "", id = "", role = "" } = attributes;
  return ` ${role} ${attributes["epub:type"] ?? ""} ${classes} ${id} `.toLowerCase();
}

/** Whether an element's role or EPUB type matches. */
export function isOfType({ attributes }: Element, types: RegExp): boolean {
  const words = `${attributes["epub:type"] ?? ""} ${attributes.role ?? ""}`.toLowerCase().split(/\s+/u);
  return words.some((word) => types.test(word));
}

/** Whether the page hides an element. */
export function isHidden({ attributes }: Element): boolean {
  return (
    attributes.hidden !== undefined ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(attributes.style ?? "")
  );
}
