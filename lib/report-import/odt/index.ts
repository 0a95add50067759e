import { PictureCollector } from "../pictures/collector";
import { withDirectHeadings } from "../structured/direct-headings";
import { childOf, childrenOf, descendantsOf, type Element, textOf } from "../structured/element";
import type { SourceDocument, SourceMeta } from "../structured/model";
import { namedPeople, officeWarnings, ownTitle } from "../structured/office-meta";
import { damaged, isProtected, Package } from "../structured/package";
import { decodeXml, parseXml } from "../structured/xml";
import { readComments } from "./comments";
import { type OdtContext, readBlocks } from "./read-text";
import { OdtStyles } from "./styles";

/**
 * Reads an OpenDocument text. Tracked changes are accepted; macros do not run, and nothing outside the file is opened.
 *
 * @throws UserError `import-damaged`, `import-too-large`, `import-password`, `import-nesting`
 */
export function readOdt(bytes: Uint8Array): SourceDocument {
  const file = new Package(bytes);
  const part = (name: string): Element | undefined => {
    const read = file.read(name);
    if (!read) return undefined;
    const root = parseXml(decodeXml(read));
    if (!root) throw damaged();
    return root;
  };
  const manifest = part("META-INF/manifest.xml");
  const isSealed = manifest && [...descendantsOf(manifest)].some(({ name }) => name === "manifest:encryption-data");
  if (isSealed) throw isProtected();
  const content = part("content.xml");
  const body = childOf(childOf(content, "office:body"), "office:text");
  if (!body) throw damaged();
  const styles = new OdtStyles([part("styles.xml"), content]);
  const context: OdtContext = {
    styles,
    notes: new Map(),
    looks: new Map(),
    formula: (object) => {
      const embedded = descendantNamed(object, "math");
      const path = (object.attributes["xlink:href"] ?? "").replace(/^\.\//u, "").replace(/\/$/u, "");
      return embedded ?? (path === "" ? undefined : descendantNamed(part(`${path}/content.xml`), "math"));
    },
    collector: new PictureCollector(),
    picture: (path) => ({ key: path, read: () => file.readPicture(path) }),
    page: firstPage(body, styles),
    counters: [],
    lists: new Map(),
  };
  const start = context.page;
  const blocks = withDirectHeadings(readBlocks(body, context), context.looks);
  if (start !== null) blocks.unshift({ type: "page", page: start, certain: false });
  const { comments, leftOut } = readComments(body);
  const changes = [...descendantsOf(childOf(body, "text:tracked-changes") ?? { ...body, children: [] })];
  const count = (name: string) => changes.filter((change) => change.name === name).length;
  const warnings = [
    ...officeWarnings({
      insertions: count("text:insertion"),
      deletions: count("text:deletion"),
      comments: leftOut,
      hasMacros: [...file.names].some((name) => /^(?:Basic|Scripts)\/.*\/./u.test(name)),
    }),
    ...context.collector.warnings(),
  ];
  const { pictures } = context.collector;
  return { meta: metaOf(part("meta.xml")), blocks, notes: context.notes, warnings, pictures, comments };
}

/** The number of the first page, if the file contains the page breaks of its last layout; null otherwise. */
function firstPage(body: Element, styles: OdtStyles): number | null {
  const isMarked = [...descendantsOf(body)].some(({ name }) => name === "text:soft-page-break");
  if (!isMarked) return null;
  const first = childrenOf(body).find(({ name }) => name === "text:p" || name === "text:h");
  return styles.look("paragraph", first?.attributes["text:style-name"]).pageNumber ?? 1;
}

function metaOf(root: Element | undefined): SourceMeta {
  const meta = childOf(root, "office:meta");
  const title = ownTitle(textOf(childOf(meta, "dc:title")));
  const authors = namedPeople(textOf(childOf(meta, "meta:initial-creator")) || textOf(childOf(meta, "dc:creator")));
  const language = textOf(childOf(meta, "dc:language"));
  return { ...(title && { title }), ...(authors.length > 0 && { authors }), ...(language && { language }) };
}

function descendantNamed(root: Element | undefined, name: string): Element | undefined {
  if (!root || root.name === name) return root;
  for (const element of descendantsOf(root)) if (element.name === name) return element;
  return undefined;
}
