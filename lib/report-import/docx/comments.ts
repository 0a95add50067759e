import {
  MAX_COMMENT_AUTHOR,
  MAX_COMMENT_BODY,
  MAX_COMMENT_CONTEXT,
  MAX_COMMENT_WORDS,
  MAX_COMMENTS,
  type ReadComment,
} from "../comments";
import { childrenOf, descendantsOf, type Element, textOf } from "../structured/element";
import type { Parts } from "./parts";

/** Elements whose text is not in the document: deleted or moved text, fields, and the second form of a drawing. */
const LEFT_OUT = new Set(["w:del", "w:moveFrom", "w:instrText", "mc:Fallback"]);

/**
 * The comments of a Word file, with the words that they are about. Comments in notes have no words.
 *
 * @returns also the number of comments that were left out because there are too many
 */
export function readComments(parts: Parts): { comments: ReadComment[]; leftOut: number } {
  const all = childrenOf(parts.comments, "w:comment");
  const comments = read(all.slice(0, MAX_COMMENTS), parts);
  return { comments, leftOut: all.length - comments.length };
}

function read(listed: readonly Element[], { document, commentsExtended }: Parts): ReadComment[] {
  if (listed.length === 0) return [];
  const { text, ranges } = textWithRanges(document);
  const parents = parentsOf(listed, commentsExtended);
  return listed.map((comment): ReadComment => {
    const { "w:id": id = "", "w:author": author = "", "w:date": date = "" } = comment.attributes;
    const range = ranges.get(id);
    const to = parents.get(id);
    const created = new Date(date);
    return {
      id,
      author: author.trim().slice(0, MAX_COMMENT_AUTHOR),
      body: paragraphsOf(comment).slice(0, MAX_COMMENT_BODY),
      words: range ? text.slice(range.start, Math.min(range.end, range.start + MAX_COMMENT_WORDS)) : "",
      before: range ? text.slice(Math.max(0, range.start - MAX_COMMENT_CONTEXT), range.start) : "",
      after: range ? text.slice(range.end, range.end + MAX_COMMENT_CONTEXT) : "",
      ...(!Number.isNaN(created.getTime()) && { created: created.toISOString() }),
      ...(to !== undefined && { to }),
    };
  });
}

function paragraphsOf(comment: Element): string {
  const paragraphs = childrenOf(comment, "w:p");
  return paragraphs
    .map((paragraph) => {
      const texts = [...descendantsOf(paragraph)].filter(({ name }) => name === "w:t" || name === "w:br");
      return texts.map((element) => (element.name === "w:br" ? "\n" : textOf(element))).join("");
    })
    .join("\n\n")
    .trim();
}

interface Range {
  start: number;
  end: number;
}

/** The text of a document, and the range of each comment. The range of a comment without words is its paragraph. */
function textWithRanges(document: Element): { text: string; ranges: Map<string, Range> } {
  const ranges = new Map<string, Range>();
  const parts: string[] = [];
  let length = 0;
  /** Comments that refer to the open paragraph. */
  let ofParagraph: string[] = [];
  const add = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  const visit = (element: Element): void => {
    if (LEFT_OUT.has(element.name)) return;
    const id = element.attributes["w:id"] ?? "";
    if (element.name === "w:t") add(textOf(element));
    else if (element.name === "w:tab" || element.name === "w:br") add(" ");
    else if (element.name === "w:commentRangeStart") ranges.set(id, { start: length, end: length });
    else if (element.name === "w:commentRangeEnd") {
      const range = ranges.get(id);
      if (range) range.end = length;
    } else if (element.name === "w:commentReference") ofParagraph.push(id);
    const start = length;
    for (const child of childrenOf(element)) visit(child);
    if (element.name !== "w:p") return;
    for (const comment of ofParagraph) {
      const known = ranges.get(comment);
      if (!known || known.end === known.start) ranges.set(comment, { start, end: length });
    }
    ofParagraph = [];
    add("\n");
  };
  visit(document);
  return { text: parts.join(""), ranges };
}

/** The comment that each reply belongs to. Word links them by the ids of their last paragraphs. */
function parentsOf(comments: readonly Element[], extended: Element | undefined): Map<string, string> {
  const byParagraph = new Map(
    comments.flatMap((comment): [string, string][] => {
      const paragraph = childrenOf(comment, "w:p").at(-1)?.attributes["w14:paraId"];
      return paragraph === undefined ? [] : [[paragraph, comment.attributes["w:id"] ?? ""]];
    }),
  );
  return new Map(
    childrenOf(extended, "w15:commentEx").flatMap(({ attributes }): [string, string][] => {
      const own = byParagraph.get(attributes["w15:paraId"] ?? "");
      const parent = byParagraph.get(attributes["w15:paraIdParent"] ?? "");
      return own === undefined || parent === undefined || own === parent ? [] : [[own, parent]];
    }),
  );
}
