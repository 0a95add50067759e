import type { Element, Root } from "hast";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype, { type Options } from "remark-rehype";
import { unified } from "unified";
import { isTangled } from "./tangled";

/** What a note may hold: text, lists, boxes to tick, quotations, tables, code and links; pictures by their address. */
const SCHEMA = {
  ...defaultSchema,
  tagNames: defaultSchema.tagNames?.filter((name) => !["picture", "source"].includes(name)),
  // Whom a mention names; see lib/annotations/mentions.ts.
  protocols: { href: ["http", "https", "mailto", "person"], src: ["http", "https"] },
  // Ids have their prefix already: with a second one footnotes would lead nowhere.
  clobberPrefix: "",
};

type Handler = NonNullable<NonNullable<Options["handlers"]>["html"]>;

/** What holds paragraphs; in anything else a text stands by itself. */
const HOLDS_PARAGRAPHS = new Set(["root", "blockquote", "listItem", "footnoteDefinition"]);

/** Tags are shown as they were typed: left out, words that stand in angle brackets would be lost without a sign. */
const html: Handler = (_state, node: { value: string }, parent) => {
  if (/^<br\s*\/?>$/iu.test(node.value)) return { type: "element", tagName: "br", properties: {}, children: [] };
  const text = { type: "text" as const, value: node.value };
  const isBlock = parent !== undefined && HOLDS_PARAGRAPHS.has(parent.type);
  return isBlock ? { type: "element", tagName: "p", properties: {}, children: [text] } : text;
};

/**
 * Reads a note's Markdown into a tree of HTML that is safe to show. What nobody could parse in a reasonable time is shown as it was
 * typed: the server reads notes too, and one note must not hold up everybody.
 *
 * @param prefix of the ids in it, so that two notes on a page have none in common
 */
export function noteTree(markdown: string, prefix: string): Root {
  if (isTangled(markdown)) return asTyped(markdown);
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { clobberPrefix: prefix, handlers: { html } })
    .use(rehypeSanitize, SCHEMA);
  return processor.runSync(processor.parse(markdown));
}

function asTyped(markdown: string): Root {
  const pre: Element = {
    type: "element",
    tagName: "pre",
    properties: {},
    children: [{ type: "text", value: markdown }],
  };
  return { type: "root", children: [pre] };
}
