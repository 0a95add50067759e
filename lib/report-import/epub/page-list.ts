import { isOfType } from "../html/attributes";
import { parseXhtml } from "../html/parse-html";
import { childOf, descendantsOf, type Element, textOf } from "../structured/element";
import type { Package } from "../structured/package";
import { resolvePath, safelyDecoded } from "../structured/paths";
import { decodeXml } from "../structured/xml";
import type { Book } from "./container";

const NUMBER = /^\D{0,10}(\d{1,6})$/u;

/** The printed page numbers, by the position where each page begins: a path, `#` and an id. */
export function readPageList(file: Package, { nav, ncx }: Book): Map<string, number> {
  const pages = new Map<string, number>();
  const add = (path: string, href: string | undefined, label: string) => {
    const [to = "", id] = (href ?? "").split("#");
    const number = NUMBER.exec(label.trim())?.[1];
    if (id === undefined || number === undefined) return;
    pages.set(`${to === "" ? path : resolvePath(path, safelyDecoded(to))}#${safelyDecoded(id)}`, Number(number));
  };
  for (const item of [nav, ncx]) {
    const bytes = item && file.read(item.path);
    if (!bytes || pages.size > 0) continue;
    for (const element of descendantsOf(parseXhtml(decodeXml(bytes)))) {
      if (element.name === "nav" && isOfType(element, /^page-list$|^doc-pagelist$/u)) {
        for (const link of descendantsOf(element))
          if (link.name === "a") add(item.path, link.attributes.href, textOf(link));
      }
      if (localName(element) === "pageTarget") {
        const parts = [...descendantsOf(element)];
        const source = parts.find((part) => localName(part) === "content")?.attributes.src;
        add(item.path, source, element.attributes.value ?? textOf(parts.find((part) => localName(part) === "text")));
      }
    }
  }
  return pages;
}

const localName = ({ name }: Element): string => name.replace(/^.*:/u, "");

/** The body element of a part. */
export function bodyOf(document: Element): Element {
  const html = [...descendantsOf(document)].find(({ name }) => name === "html");
  return childOf(html, "body") ?? html ?? document;
}
