/** A note's text as it is printed: without Markdown, but with its paragraphs, lists and the addresses of links. */

import type { Element, ElementContent } from "hast";
import { noteText } from "../../annotations/notes/note-text";
import { noteTree } from "../../markdown/note-tree";

/** Spaces at the start of a line, which stay when it is set. */
const INDENT = "\u00a0\u00a0\u00a0";
const BLOCKS = new Set(["p", "ul", "ol", "li", "blockquote", "pre", "table", "section", "hr", "div"]);
const HEADING = /^h[1-6]$/u;

/** The lines of a note. Content that can't be parsed becomes plain text. */
export function printedNote(markdown: string): string {
  const tree = noteTree(markdown);
  return tree.kind === "formatted" ? linesOf(tree.root.children as ElementContent[]).join("\n") : noteText(markdown);
}

function linesOf(nodes: readonly ElementContent[]): string[] {
  const lines: string[] = [];
  let inline: ElementContent[] = [];
  const end = () => {
    const text = textOf(inline).trim();
    if (text !== "") lines.push(...text.split("\n"));
    inline = [];
  };
  for (const node of nodes) {
    if (node.type === "element" && isBlock(node)) {
      end();
      lines.push(...blockOf(node));
    } else inline.push(node);
  }
  end();
  return lines;
}

const isBlock = ({ tagName }: Element) => BLOCKS.has(tagName) || HEADING.test(tagName);

function blockOf(element: Element): string[] {
  const { tagName, children } = element;
  if (tagName === "ul" || tagName === "ol") return itemsOf(element);
  if (tagName === "blockquote") return linesOf(children).map((line) => INDENT + line);
  if (tagName === "pre") return textOf(children).trimEnd().split("\n");
  if (tagName === "table")
    return rowsIn(element).map((cells) => cells.map(({ children }) => textOf(children).trim()).join(" | "));
  return linesOf(children);
}

function itemsOf({ tagName, properties, children }: Element): string[] {
  const first = Number(properties.start ?? 1);
  return elementsIn(children).flatMap((item, index) => {
    const [line = "", ...rest] = linesOf(item.children);
    const marker = tagName === "ol" ? `${first + index}.` : "•";
    return [`${marker}\u00a0${line}`, ...rest.map((each) => INDENT + each)];
  });
}

function rowsIn({ children }: Element): Element[][] {
  return elementsIn(children).flatMap((each) => (each.tagName === "tr" ? [elementsIn(each.children)] : rowsIn(each)));
}

function elementsIn(nodes: readonly ElementContent[]): Element[] {
  return nodes.filter((node) => node.type === "element");
}

function textOf(nodes: readonly ElementContent[]): string {
  return nodes.map(inlineOf).join("");
}

function inlineOf(node: ElementContent): string {
  if (node.type === "text") return node.value;
  if (node.type !== "element") return "";
  const { tagName, properties, children } = node;
  if (tagName === "br") return "\n";
  if (tagName === "img") return String(properties.alt ?? "");
  if (tagName === "input") return properties.checked ? "[x]" : "[ ]";
  const text = textOf(children);
  const target = tagName === "a" ? String(properties.href ?? "") : "";
  const [scheme] = /^(?:https?:\/\/|mailto:)/u.exec(target) ?? [];
  return scheme === undefined || [target, target.slice(scheme.length)].includes(text) ? text : `${text} (${target})`;
}
