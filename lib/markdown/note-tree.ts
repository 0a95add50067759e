/** A note's Markdown as a tree of HTML that is safe to show. The browser runs this as well as the server. */

import type { Element, ElementContent, Properties, Root } from "hast";
import { defaultSchema, sanitize } from "hast-util-sanitize";
import type { Token } from "markdown-it";
import { type Parsed, parseMarkdown } from "./parser";

/**
 * Elements and texts of a note. A note of 50,000 characters that a person wrote has some 3,000; a table can have a cell for each
 * character, and every reader's browser would have to lay them out.
 */
const MAX_NODES = 10_000;
/** UTF-16 code units of an address that cost as much as a node: the same one can be used by name again and again. */
const ADDRESS_PER_NODE = 50;
/** Elements within each other: what reads a tree calls itself at each level, and the stack is not made for thousands. */
const MAX_DEPTH = 100;

/** What a note may hold: text, lists, boxes to tick, quotations, tables, code and links; pictures by their address. */
const SCHEMA = {
  ...defaultSchema,
  tagNames: defaultSchema.tagNames?.filter((name) => !["picture", "source"].includes(name)),
  // Whom a mention names; see lib/annotations/notes/mentions.ts.
  protocols: { href: ["http", "https", "mailto", "person"], src: ["http", "https"] },
  // Ids are the footnotes' own and get a prefix where they are shown.
  clobberPrefix: "",
};

const SCHEME = /^[a-z][a-z\d+.-]*:/iu;
const TASK = /^\[([ xX])\][ \t]/u;
const BREAK = /^<br\s*\/?>$/iu;

export type NoteTree =
  | { kind: "formatted"; root: Root; nodes: number }
  /** Nested too deep, or made of too much to be laid out: to be shown as it was typed. */
  | { kind: "too-complex" };

/**
 * Reads a note's Markdown, in time linear in its length.
 *
 * HTML in it is shown as it was typed: left out, words in angle brackets would be lost without a sign.
 */
export function noteTree(markdown: string): NoteTree {
  const parsed = parseMarkdown(markdown);
  const builder = new TreeBuilder(parsed);
  if (parsed.isCutOff || !builder.build()) return { kind: "too-complex" };
  return { kind: "formatted", root: sanitize(builder.root, SCHEMA) as Root, nodes: builder.nodes };
}

type Parent = Root | Element;

/** Makes elements of tokens, one after the other, and stops where they are too many. */
class TreeBuilder {
  readonly root: Root = { type: "root", children: [] };
  nodes = 0;
  readonly #parsed: Parsed;
  /** The elements that are open, the root first. */
  readonly #open: Parent[] = [this.root];
  /** The content of each footnote that is referred to, by its name. */
  readonly #definitions = new Map<string, Element>();

  constructor(parsed: Parsed) {
    this.#parsed = parsed;
  }

  /** @returns false where there are too many, or they are too deep */
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

  /** A link within a link is none, neither in HTML nor anywhere else. */
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

  /** A footnote is kept apart until the end; of two with one name, the first one counts. */
  #openDefinition(label: string): void {
    const definition = element("li", {}, []);
    if (!this.#definitions.has(label)) this.#definitions.set(label, definition);
    this.#open.push(definition);
  }

  #inline({ children, content }: Token): void {
    const item = this.#open.at(-1)!;
    const box = item.type === "element" && item.tagName === "li" && item.children.length === 0 && TASK.exec(content);
    // In a loose list the text has a paragraph of its own.
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

  /** What opens or closes an element, or is one without content. */
  #bracket(token: Token): void {
    // The paragraphs of a tight list.
    if (token.hidden) return;
    if (token.nesting === -1) {
      this.#open.pop();
      return;
    }
    const made = element(token.tag, propertiesOf(token), []);
    this.#add(made, 1 + costOf(token));
    if (token.nesting === 1) this.#open.push(made);
  }

  /** A picture is shown as a link to it. */
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

  /** The footnotes that are referred to, in the order of their numbers, each with ways back to where it is. */
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

/** Attributes with their schemes in lower case: they mean the same, and what is safe is looked up by them. */
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

/** What the attributes of an element cost, in nodes. */
function costOf({ attrs }: Token): number {
  return (attrs ?? []).reduce((sum, [, value]) => sum + String(value).length, 0) / ADDRESS_PER_NODE;
}

/** The words of a picture's description. */
function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ content, children }) => (children ? textOf(children) : content)).join("");
}
