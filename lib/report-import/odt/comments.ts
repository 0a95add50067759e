import { MAX_COMMENT_AUTHOR, MAX_COMMENT_BODY, MAX_COMMENTS, type ReadComment } from "../comments";
import { CommentedText } from "../structured/commented-text";
import { childOf, childrenOf, type Element, textOf } from "../structured/element";

/** Elements whose text is not part of the text around them. */
const LEFT_OUT = new Set(["text:tracked-changes", "text:note", "text:ruby-text", "office:annotation"]);

/** The comments of an OpenDocument text, with the words that they are about. Comments in notes are left out. */
export function readComments(body: Element): { comments: ReadComment[]; leftOut: number } {
  const { text, found, count } = textWithComments(body);
  const passageOf = text.passages();
  const comments = found.slice(0, MAX_COMMENTS).map((element, index): ReadComment => {
    const { "office:name": name, "loext:parent-name": to } = element.attributes;
    const created = new Date(textOf(childOf(element, "dc:date")));
    return {
      id: name ?? `comment ${index}`,
      author: textOf(childOf(element, "dc:creator")).trim().slice(0, MAX_COMMENT_AUTHOR),
      body: paragraphsOf(element).slice(0, MAX_COMMENT_BODY),
      ...passageOf(element),
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
 * The text of a document and its comments.
 *
 * @returns also the number of all comments, including those in notes
 */
function textWithComments(body: Element): { text: CommentedText<Element>; found: Element[]; count: number } {
  const text = new CommentedText<Element>();
  const found: Element[] = [];
  const byName = new Map<string, Element>();
  let count = 0;
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
      found.push(element);
      text.begin(element);
      text.refer(element);
      if (own !== "") byName.set(own, element);
      return;
    }
    if (name === "office:annotation-end") {
      const comment = byName.get(own);
      if (!comment) return;
      text.end(comment);
    } else if (name === "text:s" || name === "text:tab" || name === "text:line-break") text.add(" ");
    const isParagraph = name === "text:p" || name === "text:h";
    const start = text.length;
    for (const child of element.children) {
      if (typeof child !== "string") visit(child);
      else if (isParagraph || INLINE.test(name)) text.add(child);
    }
    if (isParagraph) text.endParagraph(start);
  };
  visit(body);
  return { text, found, count };
}

/** Elements that contain text inside a paragraph. */
const INLINE = /^text:(?:span|a|ruby|ruby-base|meta|meta-field|bookmark-ref|reference-ref)$/u;
