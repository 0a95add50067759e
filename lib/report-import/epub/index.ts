import { UserError } from "../../errors";
import { type Problem, problem } from "../../errors/problem";
import { isOfType } from "../html/attributes";
import { findNotes, type Page } from "../html/notes";
import { parseXhtml } from "../html/parse-html";
import { readMarkup, readNote } from "../html/read-markup";
import { pictureAt } from "../pictures/beside";
import { PictureCollector } from "../pictures/collector";
import { descendantsOf, type Element } from "../structured/element";
import { tooLarge } from "../structured/limits";
import type { SourceBlock, SourceDocument } from "../structured/model";
import { damaged, Package } from "../structured/package";
import { decodeXml } from "../structured/xml";
import { readBook } from "./container";
import { bodyOf, readPageList } from "./page-list";

/** Maximum number of characters in all parts combined. */
const MAX_CHARACTERS = 40_000_000;
/** Parts without content of their own: covers, tables of contents, page lists and lists of figures. */
const LISTS = /^(?:cover|toc|lot|loi|landmarks|page-list|doc-cover|doc-toc|doc-pagelist)$/u;
const TEXTS = /\.x?html?$|\.xml$/iu;

/**
 * Reads an EPUB book, that is, its chapters in reading order, the notes to which they link, and the printed page
 * numbers. Scripts do not run, and nothing outside the file is opened.
 *
 * @throws UserError `import-damaged`, `import-too-large`, `import-password`, `import-nesting`
 */
export function readEpub(bytes: Uint8Array): SourceDocument {
  const file = new Package(bytes);
  checkOpen(file);
  const book = readBook(file);
  const pages: Page[] = [];
  const missing: string[] = [];
  let characters = 0;
  for (const { path, properties, mediaType } of book.spine) {
    if (properties.split(/\s+/u).includes("nav") || !(TEXTS.test(path) || mediaType.includes("html"))) continue;
    const part = file.read(path);
    if (!part) {
      missing.push(path);
      continue;
    }
    const text = decodeXml(part);
    characters += text.length;
    if (characters > MAX_CHARACTERS) throw tooLarge();
    pages.push({ path, root: bodyOf(parseXhtml(text)) });
  }
  if (pages.length === 0) throw damaged();
  const notes = findNotes(pages);
  const collector = new PictureCollector();
  const paths = new Map(pages.map(({ root, path }) => [root, path]));
  const picture = (image: Element) => {
    let root: Element | null = image;
    while (root && !paths.has(root)) root = root.parent;
    const url = image.attributes.src ?? image.attributes["xlink:href"] ?? image.attributes.href ?? "";
    return pictureAt(url, { path: paths.get(root ?? image) ?? "", read: (path) => file.readPicture(path) });
  };
  const context = { notes, isPage: false, pages: pagesIn(pages, readPageList(file, book)), collector, picture };
  const blocks: SourceBlock[] = [];
  for (const { root } of pages) {
    dropLists(root);
    for (const block of readMarkup({ name: "", attributes: {}, children: [root], parent: null }, context))
      blocks.push(block);
  }
  const noted = new Map(notes.notes.map((note) => [note.key, { blocks: readNote(note, context), label: note.label }]));
  const warnings = [...lost(missing), ...collector.warnings()];
  return { meta: book.meta, blocks, notes: noted, warnings, pictures: collector.pictures };
}

/** The warning about parts that are missing from a book, if any. @param paths the paths of these parts */
function lost(paths: readonly string[]): Problem[] {
  const [path, ...others] = paths;
  if (path === undefined) return [];
  if (others.length === 0) return [problem("import-warning.book-parts.one", { path })];
  const some = paths.slice(0, 3).join(", ");
  return [problem("import-warning.book-parts.many", { count: paths.length, paths: some })];
}

/** @throws UserError `import-password` if the text is encrypted (DRM); obfuscated fonts are fine */
function checkOpen(file: Package): void {
  const encryption = file.read("META-INF/encryption.xml");
  if (!encryption) return;
  const sealed = decodeXml(encryption).match(/URI\s*=\s*["'][^"']+\.(?:x?html?|xml|opf)["']/iu);
  if (sealed || file.has("META-INF/rights.xml")) {
    throw new UserError("import-password.copy-protection");
  }
}

function pagesIn(pages: readonly Page[], listed: ReadonlyMap<string, number>): Map<Element, number> {
  const found = new Map<Element, number>();
  if (listed.size === 0) return found;
  for (const { path, root } of pages) {
    for (const element of descendantsOf(root)) {
      const number = listed.get(`${path}#${element.attributes.id}`);
      if (number !== undefined) found.set(element, number);
    }
  }
  return found;
}

/** Removes tables of contents and similar lists from a part. */
function dropLists(root: Element): void {
  const isList = (element: Element) => isOfType(element, LISTS) || element.name === "nav";
  if (isList(root)) root.children = [];
  for (const element of descendantsOf(root)) {
    element.children = element.children.filter((child) => typeof child === "string" || !isList(child));
  }
}
