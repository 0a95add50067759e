import { childOf, childrenOf, descendantsOf, type Element, textOf } from "../structured/element";
import type { SourceMeta } from "../structured/model";
import { damaged, type Package } from "../structured/package";
import { resolvePath, safelyDecoded } from "../structured/paths";
import { decodeXml, parseXml } from "../structured/xml";

interface Item {
  path: string;
  properties: string;
  mediaType: string;
}

/** The package document of a book. */
export interface Book {
  meta: SourceMeta;
  /** The content documents in reading order. */
  spine: Item[];
  /** The navigation document, with the table of contents and the page list. */
  nav?: Item;
  /** The equivalent of the navigation document in EPUB 2. */
  ncx?: Item;
}

/** Maximum number of content documents. */
const MAX_PARTS = 5000;
/** Roles of contributors, from the MARC relator codes of the Library of Congress. */
const AUTHOR_ROLES = new Set(["", "aut", "cre", "dub", "aui"]);

/**
 * Reads the package document of a book.
 *
 * @throws UserError `import-damaged`, `import-too-large`, `import-password`
 */
export function readBook(file: Package): Book {
  const container = readPart(file, "META-INF/container.xml");
  const rootfile = [...descendantsOf(container)].find(({ name }) => name === "rootfile");
  const path = rootfile?.attributes["full-path"];
  if (path === undefined) throw damaged();
  const opf = readPart(file, path);
  const items = new Map<string, Item>();
  for (const { attributes } of childrenOf(childNamed(opf, "manifest"))) {
    const { id, href } = attributes;
    if (id === undefined || href === undefined) continue;
    const { properties = "" } = attributes;
    items.set(id, {
      path: resolvePath(path, safelyDecoded(href)),
      properties,
      mediaType: attributes["media-type"] ?? "",
    });
  }
  // A content document is read only once, even if the spine lists it repeatedly.
  const spine = new Map<string, Item>();
  for (const { attributes } of childrenOf(childNamed(opf, "spine"))) {
    const item = items.get(attributes.idref ?? "");
    if (item) spine.set(item.path, item);
  }
  const all = [...items.values()];
  const nav = all.find(({ properties }) => properties.split(/\s+/u).includes("nav"));
  const ncx = all.find(({ mediaType }) => mediaType === "application/x-dtbncx+xml");
  return {
    meta: metaOf(childNamed(opf, "metadata")),
    spine: [...spine.values()].slice(0, MAX_PARTS),
    ...(nav && { nav }),
    ...(ncx && { ncx }),
  };
}

/** @throws UserError `import-damaged` if the part is missing or not XML */
function readPart(file: Package, path: string): Element {
  const bytes = file.read(path);
  const root = bytes && parseXml(decodeXml(bytes));
  if (!root) throw damaged();
  return root;
}

/** Finds a child by its local name, because old books use other namespaces. */
function childNamed(element: Element, name: string): Element | undefined {
  return childrenOf(element).find((child) => child.name.replace(/^.*:/u, "") === name);
}

function metaOf(metadata: Element | undefined): SourceMeta {
  // Old books nest their metadata one level deeper.
  const inner =
    childNamed(metadata ?? { name: "", attributes: {}, children: [], parent: null }, "dc-metadata") ?? metadata;
  const all = childrenOf(inner);
  const texts = (name: string) =>
    all.filter((element) => element.name === name).map((element) => textOf(element).trim());
  const refinements = new Map<string, string>();
  for (const { name, attributes, children } of all) {
    if (!name.endsWith("meta") || attributes.refines === undefined) continue;
    const text = children
      .filter((child) => typeof child === "string")
      .join("")
      .trim();
    refinements.set(`${attributes.refines} ${attributes.property}`, text);
  }
  const roleOf = ({ attributes }: Element) => attributes["opf:role"] ?? refinements.get(`#${attributes.id} role`) ?? "";
  const people = all.filter(({ name }) => name === "dc:creator");
  const authors = people.filter((person) => AUTHOR_ROLES.has(roleOf(person))).map((person) => textOf(person).trim());
  const editor = all.find((element) => /^dc:(?:creator|contributor)$/u.test(element.name) && roleOf(element) === "edt");
  const isMain = (element: Element) => (refinements.get(`#${element.attributes.id} title-type`) ?? "main") === "main";
  const title = all.find((element) => element.name === "dc:title" && isMain(element));
  const date =
    all.find(({ name, attributes }) => name === "dc:date" && attributes["opf:event"] === "publication") ??
    childOf(inner, "dc:date");
  const year = /^\s*(\d{4})/u.exec(textOf(date))?.[1];
  const [publisher] = texts("dc:publisher");
  const [language] = texts("dc:language");
  return {
    ...(title && { title: textOf(title), isTitleCertain: true }),
    ...(authors.length > 0 && { authors }),
    ...(editor && { editor: textOf(editor) }),
    ...(publisher && { publisher }),
    ...(year !== undefined && { year: Number(year) }),
    ...(language && { language }),
  };
}
