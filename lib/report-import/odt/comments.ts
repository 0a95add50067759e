import {
  MAX_COMMENT_AUTHOR,
  MAX_COMMENT_BODY,
  MAX_COMMENT_CONTEXT,
  MAX_COMMENT_WORDS,
  MAX_COMMENTS,
  type ReadComment,
} from "../comments";
import { childOf, childrenOf, type Element, textOf } from "../structured/element";

/** Elements whose text is not part of the text around them. */
const LEFT_OUT = new Set(["text:tracked-changes", "text:note", "text:ruby-text", "office:annotation"]);

interface Range {
  start: number;
  end: number;
}

interface Found {
  element: Element;
  range: Range;
}

/** The comments of an OpenDocument text, with the words that they are about. Comments in notes are left out. */
export function readComments(body: Element): { comments: ReadComment[]; leftOut: number } {
  const { text, found, count } = textWithComments(body);
  const comments = found.slice(0, MAX_COMMENTS).map(({ element, range: { start, end } }, index): ReadComment => {
    const { "office:name": name, "loext:parent-name": to } = element.attributes;
    const created = new Date(textOf(childOf(element, "dc:date")));
    return {
      id: name ?? `comment ${index}`,
      author: textOf(childOf(element, "dc:creator")).trim().slice(0, MAX_COMMENT_AUTHOR),
      body: paragraphsOf(element).slice(0, MAX_COMMENT_BODY),
      words: text.slice(start, Math.min(end, start + MAX_COMMENT_WORDS)),
      before: text.slice(Math.max(0, start - MAX_COMMENT_CONTEXT), start),
      after: text.slice(end, end + MAX_COMMENT_CONTEXT),
      ...(!Number.isNaN(created.getTime()) && { created: created.toISOString() }),
      ...(to !== undefined && { to }),
    };
  });
  return { comments, leftOut: count - comments.length };
}

function paragraphsOf(annotation: Element): string {
  const paragraphs = childrenOf(annotation).filter(({ name }) => name === "text:p" || name === "text:list");
  return paragraphs.map(textOf).join("\n\n").trim();
}

/**
 * The text of a document and its comments. The range of a comment without words is its paragraph.
 *
 * @returns also the number of all comments, including those in notes
 */
function textWithComments(body: Element): { text: string; found: Found[]; count: number } {
  const found: Found[] = [];
  const byName = new Map<string, Found>();
  const parts: string[] = [];
  let length = 0;
  let count = 0;
  /** Comments in the open paragraph whose words are unknown. */
  let ofParagraph: Found[] = [];
  const add = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  const countIn = (element: Element): void => {
    if (element.name === "office:annotation") count++;
    for (const child of childrenOf(element)) countIn(child);
  };
  const visit = (element: Element): void => {
    const { name } = element;
    const own = element.attributes["office:name"] ?? "";
    if (LEFT_OUT.has(name)) {
      countIn(element);
      if (name !== "office:annotation") return;
      const comment = { element, range: { start: length, end: length } };
      found.push(comment);
      ofParagraph.push(comment);
      if (own !== "") byName.set(own, comment);
      return;
    }
    if (name === "office:annotation-end") {
      const comment = byName.get(own);
      if (!comment) return;
      comment.range.end = length;
      ofParagraph = ofParagraph.filter((each) => each !== comment || length === comment.range.start);
    } else if (name === "text:s" || name === "text:tab" || name === "text:line-break") add(" ");
    const isParagraph = name === "text:p" || name === "text:h";
    const start = length;
    for (const child of element.children) {
      if (typeof child !== "string") visit(child);
      else if (isParagraph || INLINE.test(name)) add(child);
    }
    if (!isParagraph) return;
    for (const comment of ofParagraph) {
      if (comment.range.end === comment.range.start) comment.range = { start, end: length };
    }
    ofParagraph = [];
    add("\n");
  };
  visit(body);
  return { text: parts.join(""), found, count };
}

/** Elements that contain text inside a paragraph. */
const INLINE = /^text:(?:span|a|ruby|ruby-base|meta|meta-field|bookmark-ref|reference-ref)$/u;
