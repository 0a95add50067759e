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

/** Maximum number of attributes per element. The parser compares each attribute with all previous ones. */
const MAX_ATTRIBUTES = 5000;
/** Elements whose content is raw text up to the end tag. */
const RAW = /^(?:script|style|textarea|title|noscript|iframe)$/u;

/** @throws UserError `import-too-large` if an element has an excessive number of attributes */
function checkAttributes(text: string): void {
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    const name = /^[a-z][a-z\d]*/u.exec(text.slice(at + 1, at + 12).toLowerCase())?.[0];
    if (name === undefined) {
      at++;
      continue;
    }
    at = endOfTag(text, at + 1);
    if (RAW.test(name)) {
      const end = new RegExp(`</${name}`, "giu");
      end.lastIndex = at;
      at = end.exec(text)?.index ?? text.length;
    }
  }
}

/** The index directly after a start tag. The tag ends at the first `>` outside quotes. */
function endOfTag(text: string, from: number): number {
  let quote = "";
  let words = 0;
  let isInWord = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === ">") return at + 1;
    else if (text[at - 1] === "=" && (character === '"' || character === "'")) quote = character;
    else if (/[\s/]/u.test(character)) isInWord = false;
    else if (!isInWord) {
      isInWord = true;
      if (++words > MAX_ATTRIBUTES) throw tooLarge();
    }
  }
  return text.length;
}

/**
 * Parses HTML as browsers do.
 *
 * @throws UserError `import-nesting`, `import-too-large`
 */
export function parseHtml(text: string): Element {
  checkAttributes(text);
  let depth = 0;
  let count = 0;
  // For each unclosed formatting element in the source, the parser can create many more, so count elements as they are
  // created.
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
 * Parses XHTML as XML, where elements can be self-closing, or as HTML if it is not well-formed.
 *
 * @throws UserError `import-nesting`, `import-too-large`
 */
export function parseXhtml(text: string): Element {
  const known = new Map<string, string>();
  // The XHTML document type would define these entities, but document types are not read.
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

/** A self-closing element, which an HTML parser would not close. */
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
