/** Helpers that extract parts of imported Markdown. */
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { parse } from "yaml";

const PAGE = /<!-- page (\d+\??) -->/gu;

export interface FrontMatter {
  title: string;
  editor?: string;
  place?: string;
  year?: number;
}

/** Splits Markdown into its front matter and its tree. */
export function read(markdown: string): { front: FrontMatter; tree: Root; body: string } {
  const end = markdown.indexOf("\n---\n", 4);
  const body = markdown.slice(end + 5);
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return { front: parse(markdown.slice(4, end)) as FrontMatter, tree, body };
}

/** All nodes of a type, in order. */
export function all<Type extends Nodes["type"]>(node: Nodes, type: Type): Extract<Nodes, { type: Type }>[] {
  const own = node.type === type ? [node as Extract<Nodes, { type: Type }>] : [];
  return "children" in node ? [...own, ...node.children.flatMap((child) => all(child, type))] : own;
}

/** The visible text of a node. Comments, images and markers add nothing. */
export function textOf(node: Nodes): string {
  if (node.type === "text" || node.type === "inlineCode" || node.type === "code") return node.value;
  if (!("children" in node)) return "";
  const isFlow = ["root", "list", "listItem", "table", "tableRow", "footnoteDefinition"].includes(node.type);
  return node.children.map(textOf).join(isFlow ? "\n" : "");
}

/** Page comments in order, as "8" or, if uncertain, "6?". */
export function pages(markdown: string): string[] {
  return [...markdown.matchAll(PAGE)].map((match) => match[1]!);
}

/** The page label directly before a text in the Markdown; undefined if there is none. */
export function pageBefore(markdown: string, text: string): string | undefined {
  const at = markdown.indexOf(text);
  if (at < 0) throw new Error(`“${text}” does not occur.`);
  return /<!-- page (\d+\??) -->[\s#]*(?:[-|] )?$/u.exec(markdown.slice(Math.max(0, at - 40), at))?.[1];
}

/** The page of a text, according to the preceding page comments. */
export function pageOf(markdown: string, text: string): string | undefined {
  return pages(markdown.slice(0, markdown.indexOf(text))).at(-1);
}

/** How often each run of letters and digits occurs. */
export function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.normalize("NFC").matchAll(/[\p{L}\p{M}\p{Nd}]+/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** All words in an imported report, on the cover and in the body. */
export function allWords(markdown: string): Map<string, number> {
  const { front, tree } = read(markdown);
  return countWords([front.title, front.editor, front.place, front.year, textOf(tree)].filter(Boolean).join("\n"));
}

/** The multiset difference between the words in `a` and `b`, in alphabetical order. */
export function surplus(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] {
  return [...a].flatMap(([word, count]) => Array<string>(Math.max(0, count - (b.get(word) ?? 0))).fill(word)).sort();
}
