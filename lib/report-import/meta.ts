import { problem } from "../errors/problem";
import { languageOf } from "../report/language";
import type { ReportMeta } from "../report/model";
import { shownName, type WrittenName } from "../report/names";
import type { Block } from "./blocks";
import type { Front } from "./front";
import { type ImportWarning, missingField } from "./warning";

/** Metadata given by the person importing a report. It takes precedence over the source. */
export type GivenMeta = Partial<
  Pick<ReportMeta, "title" | "editor" | "publisher" | "place" | "year" | "language"> & { authors: WrittenName[] }
>;

const AUTHORS_HEADING = /(?<!\p{L})(?:authors?|contributors?)(?!\p{L})|автор/iu;
/** "Name Surname, ...", where the name has two to four parts (names or initials). */
const PERSON = /^(\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*){1,3}),\s/u;
const ACRONYM = /(?<![\p{L}\p{N}])\p{Lu}{2,10}(?![\p{L}\p{N}])/gu;
const MAX_NAME_LENGTH = 200;

/** Merges a report's metadata, with a warning for each missing field. */
export function readMeta(
  front: Front,
  blocks: readonly Block[],
  given: GivenMeta,
): { meta: Omit<ReportMeta, "title">; doubts: ImportWarning[] } {
  const doubts: ImportWarning[] = [];
  const text = blocks.map(textOf).join("\n");
  const section = authorsSection(blocks);
  const texts = section.map(textOf);
  const named = texts.flatMap((paragraph) => PERSON.exec(paragraph.slice(0, MAX_NAME_LENGTH))?.[1] ?? []);
  const authors = given.authors?.map(shownName) ?? (front.authors.length > 0 ? front.authors : named);
  const isWritten = given.authors?.some((name) => typeof name !== "string") ?? false;
  const found = publisherOf(texts.join("\n"), text);
  const editor = given.editor ?? front.editor;
  const place = given.place ?? front.place;
  const year = given.year ?? front.year;
  const publisher = given.publisher ?? front.publisher ?? found;

  if (authors.length === 0) {
    doubts.push({ ...missingField("authors"), problem: problem("import-warning.missing.authors-section") });
  }
  if (editor === undefined) doubts.push(missingField("editor"));
  if (place === undefined) doubts.push(missingField("place"));
  if (year === undefined) doubts.push(missingField("year"));
  if (publisher === undefined) doubts.push(missingField("publisher"));
  else if (given.publisher === undefined && front.publisher === undefined) {
    doubts.push({ line: section[0]?.line ?? 1, problem: problem("import-warning.publisher", { publisher }) });
  }

  return {
    meta: {
      authors,
      ...(isWritten && { names: { authors: given.authors } }),
      ...(editor === undefined ? {} : { editor }),
      ...(place === undefined ? {} : { place }),
      ...(year === undefined ? {} : { year }),
      ...(publisher === undefined ? {} : { publisher }),
      language: given.language ?? languageOf(text, "en"),
    },
    doubts,
  };
}

function textOf(block: Block): string {
  if (block.type === "table") return block.rows.flatMap((cells) => cells.map((cell) => cell.value)).join("\n");
  return "text" in block ? block.text.value : "";
}

/** The content of the section about the authors. */
function authorsSection(blocks: readonly Block[]): readonly Block[] {
  const start = blocks.findLastIndex((block) => block.type === "heading" && AUTHORS_HEADING.test(block.text.value));
  if (start < 0) return [];
  const length = blocks.slice(start + 1).findIndex((block) => block.type === "heading");
  return blocks.slice(start + 1, length < 0 ? undefined : start + 1 + length);
}

/** The organization whose acronym is in the authors' section, if the text expands the acronym. */
function publisherOf(authors: string, text: string): string | undefined {
  const counts = new Map<string, number>();
  for (const [acronym] of authors.matchAll(ACRONYM)) counts.set(acronym, (counts.get(acronym) ?? 0) + 1);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]);
  for (const [acronym] of byCount) {
    const name = expansionOf(acronym, text);
    if (name !== undefined) return `${acronym} (${name})`;
  }
  return undefined;
}

/** Finds "ACR (Long Name)" or "Long Name (ACR)". The capitals in the name must spell the acronym. */
function expansionOf(acronym: string, text: string): string | undefined {
  const after = new RegExp(`(?<![\\p{L}\\p{N}])${acronym} \\(([^()]{1,${MAX_NAME_LENGTH}})\\)`, "gu");
  for (const [, name] of text.matchAll(after)) if (name && initials(name) === acronym) return name;
  for (const { index } of text.matchAll(new RegExp(`\\(${acronym}\\)`, "gu"))) {
    const words = text
      .slice(Math.max(0, index - MAX_NAME_LENGTH), index)
      .trimEnd()
      .split(" ");
    for (let start = words.length - 1; start >= 0; start--) {
      const name = words.slice(start).join(" ");
      if (/^\p{Lu}/u.test(name) && initials(name) === acronym) return name;
    }
  }
  return undefined;
}

/** The initials of the capitalized words in a name. Acronyms skip other words, such as "of". */
function initials(name: string): string {
  return (name.match(/(?<![\p{L}'’])\p{Lu}/gu) ?? []).join("");
}
