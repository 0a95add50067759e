import { PictureCollector } from "../pictures/collector";
import { withDirectHeadings } from "../structured/direct-headings";
import { childOf, childrenOf, descendantsOf, type Element, textOf } from "../structured/element";
import type { SourceBlock, SourceDocument, SourceMeta, SourceNote } from "../structured/model";
import { namedPeople, officeWarnings, ownTitle } from "../structured/office-meta";
import { readComments } from "./comments";
import { Numbering } from "./numbering";
import { numberIn, openParts } from "./parts";
import { readBody, type WordContext } from "./read-body";
import { Styles } from "./styles";

/**
 * Reads a Word file. Tracked changes are accepted; macros do not run, and nothing outside the file is opened.
 *
 * @throws UserError `import-damaged`, `import-too-large`, `import-password`, `import-nesting`
 */
export function readDocx(bytes: Uint8Array): SourceDocument {
  const parts = openParts(bytes);
  const body = childOf(parts.document, "w:body");
  const first = firstPage(body);
  const context: WordContext = {
    styles: new Styles(parts.styles),
    numbering: new Numbering(parts.numbering),
    links: parts.links,
    pictures: parts.pictures,
    collector: new PictureCollector(),
    looks: new Map(),
    insertions: 0,
    deletions: 0,
    hasPages: first !== null,
    page: first ?? 0,
  };
  const read = readBody(body, "document", context);
  const blocks: SourceBlock[] = withDirectHeadings(read, context.looks);
  if (first !== null) blocks.unshift({ type: "page", page: first, certain: false });
  const notes = new Map([
    ...notesOf(parts.footnotes, "footnotes", context),
    ...notesOf(parts.endnotes, "endnotes", context),
  ]);
  const { comments, leftOut } = readComments(parts);
  const { insertions, deletions } = context;
  const warnings = [
    ...officeWarnings({ insertions, deletions, comments: leftOut, hasMacros: parts.hasMacros }),
    ...context.collector.warnings(),
  ];
  return { meta: metaOf(parts.core), blocks, notes, warnings, pictures: context.collector.pictures, comments };
}

/** The number of the first page, if Word saved its page breaks and the page numbers are Arabic; null otherwise. */
function firstPage(body: Element | undefined): number | null {
  let isMarked = false;
  let start: number | undefined;
  for (const { name, attributes } of body ? descendantsOf(body) : []) {
    if (name === "w:lastRenderedPageBreak") isMarked = true;
    if (name === "w:pgNumType" && start === undefined) {
      if (/Roman|Letter/u.test(attributes["w:fmt"] ?? "")) return null;
      start = Number.parseInt(attributes["w:start"] ?? "1", 10);
    }
  }
  return isMarked ? Math.max(1, start || 1) : null;
}

/** Notes by the keys of their markers. Word also stores the separator lines above notes as notes. These are skipped. */
function notesOf(root: Element | undefined, part: string, context: WordContext): [string, SourceNote][] {
  return childrenOf(root).flatMap((note): [string, SourceNote][] => {
    const id = numberIn(note, "w:id");
    const type = note.attributes["w:type"] ?? "normal";
    if (id === undefined || type !== "normal") return [];
    return [[`${part.slice(0, 3)} ${note.attributes["w:id"]}`, { blocks: readBody(note, part, context) }]];
  });
}

function metaOf(core: Element | undefined): SourceMeta {
  const title = ownTitle(textOf(childOf(core, "dc:title")));
  const authors = namedPeople(textOf(childOf(core, "dc:creator")));
  const language = textOf(childOf(core, "dc:language"));
  return { ...(title && { title }), ...(authors.length > 0 && { authors }), ...(language && { language }) };
}
