import type { ReadComment } from "../report-import/comments";
import type { ReadUpload } from "../report-import/upload";
import { excerpt } from "../report-import/warning";
import type { EditionPreview } from "./edition-schemas";

/** Length of the excerpts from comments that were not found, in UTF-16 code units. */
const COMMENT_LENGTH = 120;

/** A comment in a file, and its passage in the text. A reply has no passage. */
export interface PlacedComment {
  comment: ReadComment;
  passage: { start: number; end: number } | null;
}

/** The comments in a file, with their passages. */
export function placed({ comments = [], passages }: Pick<ReadUpload, "comments" | "passages">): PlacedComment[] {
  return comments.map((comment, index) => ({ comment, passage: passages[index] ?? null }));
}

/** What the preview shows about the comments in a file. */
export function commentsIn(read: Pick<ReadUpload, "comments" | "passages">): EditionPreview["comments"] {
  const threads = placed(read).filter(({ comment }) => comment.to === undefined);
  return {
    placed: threads.filter(({ passage }) => passage !== null).length,
    unplaced: threads
      .filter(({ passage }) => passage === null)
      .map(({ comment: { page, author, body, words } }) => ({
        page: page === undefined ? null : page + 1,
        by: author,
        text: excerpt((body || words).replace(/\s+/gu, " "), COMMENT_LENGTH),
      })),
  };
}
