import {
  type DefaultTreeAdapterMap,
  type DefaultTreeAdapterTypes,
  defaultTreeAdapter,
  parse,
  parseFragment,
} from "parse5";
import type { Element } from "../structured/element";
import { MAX_DEPTH, MAX_ELEMENTS, nestedTooDeeply, tooLarge } from "../structured/limits";
import { parseXml } from "../structured/xml";

/**
 * Reads HTML as browsers do.
 *
 * @throws UserError `import-nesting`, `import-too-large`
 */
export function parseHtml(text: string): Element {
  let depth = 0;
  let count = 0;
  // The parser opens elements by itself, many for each that is written where formatting is not closed: so they are counted here.
  const treeAdapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    createElement(...made) {
      if (++count > MAX_ELEMENTS) throw tooLarge();
      return defaultTreeAdapter.createElement(...made);
    },
    onItemPush() {
      if (++depth > MAX_DEPTH) throw nestedTooDeeply();
    },
    onItemPop() {
      depth--;
    },
  };
  return toElement(parse<DefaultTreeAdapterMap>(text, { treeAdapter, scriptingEnabled: false }));
}

function toElement(document: DefaultTreeAdapterTypes.Document): Element {
  const root: Element = { name: "", attributes: {}, children: [], parent: null };
  const waiting: [DefaultTreeAdapterTypes.ParentNode, Element][] = [[document, root]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [source, target] = next;
    for (const child of source.childNodes) {
      if (defaultTreeAdapter.isTextNode(child)) target.children.push(child.value);
      else if (defaultTreeAdapter.isElementNode(child)) {
        const attributes: Record<string, string> = Object.create(null);
        for (const { name, value, prefix } of child.attrs) attributes[prefix ? `${prefix}:${name}` : name] = value;
        const element: Element = { name: child.tagName, attributes, children: [], parent: target };
        target.children.push(element);
        waiting.push([child, element]);
      }
    }
  }
  return root;
}

const ENTITY = /&([a-z][a-z\d]{1,31});/giu;
const XML_ENTITIES = new Set(["amp", "lt", "gt", "quot", "apos"]);

/**
 * Reads XHTML as XML, where an element may close itself; as HTML where it is no XML.
 *
 * @throws UserError `import-nesting`, `import-too-large`
 */
export function parseXhtml(text: string): Element {
  const known = new Map<string, string>();
  // Its document type would define HTML's entities.
  const resolved = text.replace(ENTITY, (whole, name: string) => {
    if (XML_ENTITIES.has(name)) return whole;
    const value = known.get(name) ?? characterOf(whole);
    known.set(name, value);
    return value;
  });
  const root = parseXml(resolved);
  return root
    ? { name: "", attributes: {}, children: [root], parent: null }
    : parseHtml(text.replace(CLOSED, reopened));
}

/** An element that closes itself, which HTML takes for one that is open. */
const CLOSED = /<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/giu;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/iu;

function reopened(whole: string, name: string, attributes: string): string {
  return VOID.test(name) ? whole : `<${name}${attributes}></${name}>`;
}

function characterOf(entity: string): string {
  const [node] = parseFragment(entity).childNodes;
  const value = node && defaultTreeAdapter.isTextNode(node) ? node.value : entity;
  return value === entity ? "" : value;
}
