/** Converts a note's Markdown to a sanitized HTML tree. Runs in the browser and on the server. */

import type { Element, ElementContent, Properties, Root } from "hast";
import { defaultSchema, sanitize } from "hast-util-sanitize";
import type { Token } from "markdown-it";
import { type Parsed, parseMarkdown } from "./parser";

/**
 * Maximum number of elements and text nodes in a note. A 50,000-character note written by a user has about 3,000. But a
 * table can have a cell for each character, and every reader's browser would have to lay them all out.
 */
const MAX_NODES = 10_000;
/**
 * URL length, in UTF-16 code units, that counts as one node. A long URL counts as several nodes, because reference
 * links can repeat it many times.
 */
const ADDRESS_PER_NODE = 50;
/**
 * Maximum nesting of elements. Functions that walk a tree are recursive, so thousands of levels would overflow the
 * stack.
 */
const MAX_DEPTH = 100;

/** Allowed content of a note: text, lists, task lists, quotations, tables, code, links, and images by URL. */
const SCHEMA = {
  ...defaultSchema,
  tagNames: defaultSchema.tagNames?.filter((name) => !["picture", "source"].includes(name)),
  // `person:` links are mentions; see lib/annotations/notes/mentions.ts.
  protocols: { href: ["http", "https", "mailto", "person"], src: ["http", "https"] },
  // Only footnotes have ids. They get their prefix when they are rendered.
  clobberPrefix: "",
};

const SCHEME = /^[a-z][a-z\d+.-]*:/iu;
const TASK = /^\[([ xX])\][ \t]/u;
const BREAK = /^<br\s*\/?>$/iu;

export type NoteTree =
  | { kind: "formatted"; root: Root; nodes: number }
  /** The note is nested too deeply or is too large to lay out, so show its source text instead. */
  | { kind: "too-complex" };

/**
 * Parses a note's Markdown, in time linear in its length.
 *
 * HTML is shown as source text. If it were removed, words in angle brackets would silently disappear.
 */
export function noteTree(markdown: string): NoteTree {
  const parsed = parseMarkdown(markdown);
  const builder = new TreeBuilder(parsed);
  if (parsed.isCutOff || !builder.build()) return { kind: "too-complex" };
  return { kind: "formatted", root: sanitize(builder.root, SCHEMA) as Root, nodes: builder.nodes };
}

type Parent = Root | Element;

/** Builds elements from tokens one at a time, and stops at the size limit. */
class TreeBuilder {
  readonly root: Root = { type: "root", children: [] };
  nodes = 0;
  readonly #parsed: Parsed;
  /** The stack of open elements, beginning with the root. */
  readonly #open: Parent[] = [this.root];
  /** The content of each referenced footnote, by label. */
  readonly #definitions = new Map<string, Element>();

  constructor(parsed: Parsed) {
    this.#parsed = parsed;
  }

  /** @returns false if there are too many nodes or they are nested too deeply */
  build(): boolean {
    for (const token of this.#parsed.tokens) {
      this.#block(token);
      if (this.#isTooMuch) return false;
    }
    this.#addFootnotes();
    return !this.#isTooMuch;
  }

  get #isTooMuch(): boolean {
    return this.nodes > MAX_NODES || this.#open.length > MAX_DEPTH;
  }

  /** A link inside a link is invalid in HTML and in Markdown. */
  get #isInLink(): boolean {
    return this.#open.some((parent) => parent.type === "element" && parent.tagName === "a");
  }

  #block(token: Token): void {
    switch (token.type) {
      case "footnote_reference_open":
        this.#openDefinition(String(token.meta?.label));
        break;
      case "footnote_reference_close":
        this.#open.pop();
        break;
      case "inline":
        this.#inline(token);
        break;
      case "html_block":
        this.#add(element("p", {}, [{ type: "text", value: token.content.trimEnd() }]), 2);
        break;
      case "code_block":
      case "fence":
        this.#add(element("pre", {}, [element("code", {}, [{ type: "text", value: token.content }])]), 3);
        break;
      default:
        this.#bracket(token);
    }
  }

  /** Footnotes are collected and added at the end. If a label is defined twice, the first definition wins. */
  #openDefinition(label: string): void {
    const definition = element("li", {}, []);
    if (!this.#definitions.has(label)) this.#definitions.set(label, definition);
    this.#open.push(definition);
  }

  #inline({ children, content }: Token): void {
    const item = this.#open.at(-1)!;
    const box = item.type === "element" && item.tagName === "li" && item.children.length === 0 && TASK.exec(content);
    // In a loose list, the text is inside a paragraph.
    const inParagraph =
      item.type === "element" && item.tagName === "p" && item.children.length === 0 && this.#isFirstOfItem(item);
    const task = box || (inParagraph && TASK.exec(content));
    if (task) this.#addBox(task[1] !== " ");
    let isFirst = true;
    for (const child of children ?? []) {
      if (isFirst && task && child.type === "text") child.content = child.content.slice(task[0].length);
      isFirst = false;
      this.#inlineToken(child);
      if (this.#isTooMuch) return;
    }
  }

  #isFirstOfItem(paragraph: Element): boolean {
    const item = this.#open.at(-2);
    return (
      item?.type === "element" && item.tagName === "li" && item.children.length === 1 && item.children[0] === paragraph
    );
  }

  #addBox(isTicked: boolean): void {
    this.#add(element("input", { type: "checkbox", checked: isTicked, disabled: true }, []), 1);
    this.#text(" ");
    const item = this.#open.findLast((parent) => parent.type === "element" && parent.tagName === "li") as Element;
    item.properties.className = ["task-list-item"];
    const list = this.#open[this.#open.indexOf(item) - 1];
    if (list?.type === "element") list.properties.className = ["contains-task-list"];
  }

  #inlineToken(token: Token): void {
    switch (token.type) {
      case "text":
      case "text_special":
        this.#text(token.content);
        break;
      case "softbreak":
        this.#text("\n");
        break;
      case "hardbreak":
        this.#add(element("br", {}, []), 1);
        break;
      case "code_inline":
        this.#add(element("code", {}, [{ type: "text", value: token.content }]), 2);
        break;
      case "html_inline":
        if (BREAK.test(token.content)) this.#add(element("br", {}, []), 1);
        else this.#text(token.content);
        break;
      case "image":
        this.#addPicture(token);
        break;
      case "footnote_ref":
        this.#addReference(Number(token.meta?.id), Number(token.meta?.subId));
        break;
      default:
        this.#bracket(token);
    }
  }

  /** Opens, closes or adds an element. */
  #bracket(token: Token): void {
    // Paragraphs in a tight list are hidden.
    if (token.hidden) return;
    if (token.nesting === -1) {
      this.#open.pop();
      return;
    }
    const made = element(token.tag, propertiesOf(token), []);
    this.#add(made, 1 + costOf(token));
    if (token.nesting === 1) this.#open.push(made);
  }

  /** An image is replaced with a link to it. */
  #addPicture(token: Token): void {
    const alt = textOf(token.children ?? []);
    if (this.#isInLink) this.#text(alt || String(token.attrGet("src") ?? ""));
    else this.#add(element("img", { ...propertiesOf(token), alt }, []), 1 + costOf(token));
  }

  #addReference(id: number, subId: number): void {
    const number = id + 1;
    const name = subId === 0 ? `fnref-${number}` : `fnref-${number}-${subId + 1}`;
    const link = element("a", { href: `#fn-${number}`, id: name, dataFootnoteRef: true }, [
      { type: "text", value: String(number) },
    ]);
    this.#add(element("sup", {}, [link]), 3);
  }

  /** The referenced footnotes, in numeric order, each with links back to its references. */
  #addFootnotes(): void {
    const { footnotes } = this.#parsed;
    if (footnotes.length === 0) return;
    const items = footnotes.map(({ label, count }, id) => {
      const item = this.#definitions.get(label) ?? element("li", {}, []);
      item.properties = { id: `fn-${id + 1}` };
      const last = item.children.at(-1);
      const place = last?.type === "element" && last.tagName === "p" ? last : item;
      for (let subId = 0; subId < count; subId++) {
        const name = subId === 0 ? `fnref-${id + 1}` : `fnref-${id + 1}-${subId + 1}`;
        place.children.push({ type: "text", value: " " });
        place.children.push(
          element("a", { href: `#${name}`, dataFootnoteBackref: true }, [{ type: "text", value: "↩" }]),
        );
      }
      this.nodes += 1 + 3 * count;
      return item;
    });
    const section = element("section", { dataFootnotes: true, className: ["footnotes"] }, [element("ol", {}, items)]);
    this.#add(section, 2);
  }

  #text(value: string): void {
    const parent = this.#open.at(-1)!;
    const last = parent.children.at(-1);
    if (last?.type === "text") last.value += value;
    else this.#add({ type: "text", value }, 1);
  }

  #add(node: ElementContent, count: number): void {
    this.#open.at(-1)!.children.push(node);
    this.nodes += count;
  }
}

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}

/** An element's attributes. URL schemes are lower-cased because the sanitizer compares them case-sensitively. */
function propertiesOf({ attrs }: Token): Properties {
  const properties: Properties = {};
  for (const [name, given] of attrs ?? []) {
    const value = String(given);
    if (name === "style") properties.align = /text-align:(\w+)/u.exec(value)?.[1];
    else if (name === "start") properties.start = Number(value);
    else if (name !== "class") properties[name] = value.replace(SCHEME, (scheme) => scheme.toLowerCase());
  }
  return properties;
}

/** The cost of an element's attributes, in nodes. */
function costOf({ attrs }: Token): number {
  return (attrs ?? []).reduce((sum, [, value]) => sum + String(value).length, 0) / ADDRESS_PER_NODE;
}

/** The alt text of an image, without markup. */
function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ content, children }) => (children ? textOf(children) : content)).join("");
}
