import type { CslItem, CslName } from "@citation-js/core";

/**
 * An RIS record. Each value is on a single line, however long, because programs read a continuation line as a new
 * field.
 */
export function risOf(item: CslItem): string {
  const year = item.issued?.["date-parts"][0][0];
  const fields: [tag: string, values: readonly (string | undefined)[]][] = [
    ["TY", ["BOOK"]],
    ["ID", [item.id]],
    ["AU", (item.author ?? []).map(nameOf)],
    ["A3", (item.editor ?? []).map(nameOf)],
    ["TI", [item.title]],
    ["PB", [item.publisher]],
    ["CY", [item["publisher-place"]]],
    ["PY", [year?.toString()]],
    ["SE", [item.page]],
    ["LA", [item.language]],
  ];
  const lines = fields.flatMap(([tag, values]) =>
    values.flatMap((value) => (value === undefined ? [] : [`${tag}  - ${value.replace(/\s+/gu, " ").trim()}`])),
  );
  return [...lines, "ER  - "].join("\n");
}

/** A name in RIS format, in which commas separate the parts. */
function nameOf(name: CslName): string {
  if ("literal" in name) return name.literal;
  const family = [name["non-dropping-particle"], name.family].filter(Boolean).join(" ");
  return [family, name.given ?? "", name.suffix].filter((part) => part !== undefined).join(", ");
}
