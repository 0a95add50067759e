import { MAX_COMMENT_AUTHOR, MAX_COMMENT_BODY, MAX_COMMENTS, type ReadComment } from "../comments";
import { CommentedText } from "../structured/commented-text";
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
  const passageOf = textOfDocument(document).passages();
  const parents = parentsOf(listed, commentsExtended);
  return listed.map((comment): ReadComment => {
    const { "w:id": id = "", "w:author": author = "", "w:date": date = "" } = comment.attributes;
    const to = parents.get(id);
    const created = new Date(date);
    return {
      id,
      author: author.trim().slice(0, MAX_COMMENT_AUTHOR),
      body: paragraphsOf(comment).slice(0, MAX_COMMENT_BODY),
      ...passageOf(id),
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

/** The text of a document, and the ranges of its comments by their ids. */
function textOfDocument(document: Element): CommentedText<string> {
  const text = new CommentedText<string>();
  const visit = (element: Element): void => {
    if (LEFT_OUT.has(element.name)) return;
    const id = element.attributes["w:id"] ?? "";
    if (element.name === "w:t") text.add(textOf(element));
    else if (element.name === "w:tab" || element.name === "w:br") text.add(" ");
    else if (element.name === "w:commentRangeStart") text.begin(id);
    else if (element.name === "w:commentRangeEnd") text.end(id);
    else if (element.name === "w:commentReference") text.refer(id);
    const start = text.length;
    for (const child of childrenOf(element)) visit(child);
    if (element.name === "w:p") text.endParagraph(start);
  };
  visit(document);
  return text;
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
