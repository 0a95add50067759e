import type { PictureSource } from "../pictures/collector";
import { childrenOf, descendantsOf, type Element } from "../structured/element";
import { damaged, Package } from "../structured/package";
import { decodeXml, parseXml } from "../structured/xml";

/** The parts of a Word file that are read. */
export interface Parts {
  document: Element;
  styles?: Element;
  numbering?: Element;
  footnotes?: Element;
  endnotes?: Element;
  comments?: Element;
  /** Which comments are replies. */
  commentsExtended?: Element;
  core?: Element;
  /** Link targets, by part and relationship id. */
  links: ReadonlyMap<string, string>;
  /** The pictures in the file, by part and relationship id. */
  pictures: ReadonlyMap<string, PictureSource>;
  hasMacros: boolean;
}

interface Relation {
  id: string;
  type: string;
  target: string;
  isExternal: boolean;
}

/**
 * Opens the parts of a Word file. Nothing outside the file is opened, and macros are not read.
 *
 * @throws UserError `import-damaged`, `import-too-large`, `import-password`, `import-nesting`
 */
export function openParts(bytes: Uint8Array): Parts {
  const file = new Package(bytes);
  const read = (path: string | undefined): Element | undefined => {
    const part = path === undefined ? undefined : file.read(path);
    if (!part) return undefined;
    const root = parseXml(decodeXml(part));
    if (!root) throw damaged();
    return root;
  };
  const whole = relationsOf(read("_rels/.rels"), "");
  const path = pathOf(whole, "officeDocument") ?? "word/document.xml";
  const document = read(path);
  if (!document) throw damaged();
  const own = relationsOf(read(relationsPath(path)), path);
  const links = new Map<string, string>();
  const pictures = new Map<string, PictureSource>();
  const addRelations = (part: string, relations: readonly Relation[]) => {
    for (const { id, type, target, isExternal } of relations) {
      if (isExternal) links.set(`${part} ${id}`, target);
      else if (type === "image") {
        pictures.set(`${part} ${id}`, { key: target, read: () => file.readPicture(target) });
      }
    }
  };
  const part = (type: string) => {
    const target = pathOf(own, type);
    const root = read(target);
    if (!root || target === undefined) return {};
    if (type.endsWith("notes")) addRelations(type, relationsOf(read(relationsPath(target)), target));
    return { [type]: root };
  };
  addRelations("document", own);
  const core = read(pathOf(whole, "core-properties"));
  return {
    document,
    ...part("styles"),
    ...part("numbering"),
    ...part("footnotes"),
    ...part("endnotes"),
    ...part("comments"),
    ...part("commentsExtended"),
    ...(core && { core }),
    links,
    pictures,
    hasMacros: [...file.names].some((name) => /vbaProject\.bin$/iu.test(name)),
  };
}

function relationsPath(path: string): string {
  const at = path.lastIndexOf("/") + 1;
  return `${path.slice(0, at)}_rels/${path.slice(at)}.rels`;
}

function relationsOf(root: Element | undefined, from: string): Relation[] {
  return childrenOf(root).map(({ attributes }) => {
    const { Id: id = "", Type: type = "", Target: target = "", TargetMode: mode } = attributes;
    const isExternal = mode === "External";
    return { id, type: type.replace(/^.*\//u, ""), target: isExternal ? target : resolve(from, target), isExternal };
  });
}

function pathOf(relations: readonly Relation[], type: string): string | undefined {
  return relations.find((relation) => relation.type === type && !relation.isExternal)?.target;
}

function resolve(from: string, to: string): string {
  const parts = to.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of to.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** The value of a toggle property. If the property is present, it is on unless its value says otherwise. */
export function isOn(element: Element | undefined): boolean | undefined {
  return element && !/^(?:0|false|off|none)$/u.test(element.attributes["w:val"] ?? "1");
}

/** The integer value of an attribute. */
export function numberIn(element: Element | undefined, attribute = "w:val"): number | undefined {
  const value = Number.parseInt(element?.attributes[attribute] ?? "", 10);
  return Number.isInteger(value) ? value : undefined;
}

/** Whether an element has a descendant with a matching name. */
export function holds(element: Element, names: RegExp): boolean {
  for (const inner of descendantsOf(element)) if (names.test(inner.name)) return true;
  return false;
}
