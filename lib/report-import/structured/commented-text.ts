import { MAX_COMMENT_CONTEXT, MAX_COMMENT_WORDS, type ReadComment } from "../comments";

interface Range {
  start: number;
  end: number;
}

/** The text of a document, and the range of each comment. It is filled while the document's elements are visited. */
export class CommentedText<Comment> {
  readonly #parts: string[] = [];
  readonly #ranges = new Map<Comment, Range>();
  #length = 0;
  /** Comments that refer to the open paragraph. */
  #ofParagraph: Comment[] = [];

  /** The length of the text so far. */
  get length(): number {
    return this.#length;
  }

  add(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }

  /** Begins the range of a comment. */
  begin(comment: Comment): void {
    this.#ranges.set(comment, { start: this.#length, end: this.#length });
  }

  /** Ends the range of a comment. */
  end(comment: Comment): void {
    const range = this.#ranges.get(comment);
    if (range) range.end = this.#length;
  }

  /** Connects a comment with the open paragraph, which is its range if it has no words of its own. */
  refer(comment: Comment): void {
    this.#ofParagraph.push(comment);
  }

  endParagraph(start: number): void {
    for (const comment of this.#ofParagraph) {
      const known = this.#ranges.get(comment);
      if (!known || known.end === known.start) this.#ranges.set(comment, { start, end: this.#length });
    }
    this.#ofParagraph = [];
    this.add("\n");
  }

  /** Returns a function for the words of each comment and the text around them; empty for a comment without a range. */
  passages(): (comment: Comment) => Pick<ReadComment, "words" | "before" | "after"> {
    const text = this.#parts.join("");
    return (comment) => {
      const range = this.#ranges.get(comment);
      if (!range) return { words: "", before: "", after: "" };
      const { start, end } = range;
      return {
        words: text.slice(start, Math.min(end, start + MAX_COMMENT_WORDS)),
        before: text.slice(Math.max(0, start - MAX_COMMENT_CONTEXT), start),
        after: text.slice(end, end + MAX_COMMENT_CONTEXT),
      };
    };
  }
}
