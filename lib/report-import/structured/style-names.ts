import type { Role } from "./model";

/** The role of a paragraph style. Some roles have no equivalent in the document model. */
export type StyleRole = Role | "contents" | "quote" | "code";

const HEADING = /^(?:heading|заголовок|тақырып|тақырыбы|überschrift|titre|título|nagłówek|otsikko|rubrik)\s*([1-9])$/iu;
/** Style names in English and Russian Word, LibreOffice and Pandoc. */
const ROLES: [RegExp, StyleRole][] = [
  [/^(?:title|название|заголовок документа|тақырыбы)$/iu, "title"],
  [/^(?:subtitle|подзаголовок)$/iu, "subtitle"],
  [/^(?:authors?|авторы?)$/iu, "authors"],
  [/^(?:date|дата)$/iu, "date"],
  [
    /^(?:caption|название объекта|(?:image|table|figure) caption|captioned figure|figurewithcaption|подпись|illustration|drawing|table)$/iu,
    "caption",
  ],
  [
    /^(?:(?:toc|оглавление|contents)\s*(?:\d+|heading)?|заголовок оглавления|table of figures|перечень рисунков)$/iu,
    "contents",
  ],
  [/^(?:(?:intense )?quote|block text|quotations|(?:выделенная )?цитата\s*\d*)$/iu, "quote"],
  [/^(?:source code|html preformatted|стандартный html|preformatted text|macro text)$/iu, "code"],
];

export function headingLevelOf(style: string): number | undefined {
  const level = HEADING.exec(style)?.[1];
  return level === undefined ? undefined : Number(level);
}

/** The role that is implied by a style's name. */
export function styleRoleOf(style: string): StyleRole | undefined {
  return ROLES.find(([names]) => names.test(style))?.[1];
}

/** The document model's equivalent of a style's role, if any. */
export function roleOf(role: StyleRole | undefined): Role | undefined {
  return role === "contents" || role === "quote" || role === "code" ? undefined : role;
}
