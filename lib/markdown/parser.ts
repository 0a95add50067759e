/**
 * The Markdown parser for notes. It supports CommonMark plus GFM tables, strikethrough, footnotes and autolinks.
 *
 * markdown-it takes linear time for every construct that we could think of (`tests/unit/markdown/cost.test.ts`), while
 * micromark took minutes for 48 KB of setext headings. Two rules of its footnote plugin are not linear and are replaced
 * here.
 */

import MarkdownIt, { type StateInline, type Token } from "markdown-it";
import footnotes from "markdown-it-footnote";

/**
 * Maximum block nesting. The parser drops deeper content, so a text that reaches this level is shown as source text
 * instead.
 */
const MAX_NESTING = 60;

/**
 * Maximum length of a footnote label in UTF-16 code units. This is CommonMark's limit for link labels, although a lower
 * limit would be enough.
 */
const MAX_LABEL = 999;

const LABEL = new RegExp(String.raw`\[\^([^\s[\]]{1,${MAX_LABEL}})\]`, "uy");

/** What can follow "www.": a host, and a path without any punctuation that ends the sentence. */
const AFTER_WWW =
  /[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){1,10}(?:[/?#](?:[^\s<]{0,2000}[^\s<?!.,:*_~'")])?)?/uy;

/** The footnote plugin's state during parsing. */
interface Footnotes {
  /**
   * The number of each footnote, keyed by the footnote's label with a colon before it. It is -1 until the footnote is
   * first referenced.
   */
  refs?: Record<string, number>;
  list?: { label: string; count: number }[];
}

const parser = new MarkdownIt({ html: true, linkify: true, maxNesting: MAX_NESTING });
// Link targets are checked when the tree is sanitized.
parser.validateLink = () => true;
parser.linkify.set({ fuzzyLink: false });
parser.linkify.add("www.", {
  validate: (text, position) => {
    AFTER_WWW.lastIndex = position;
    return AFTER_WWW.exec(text)?.[0].length ?? 0;
  },
  normalize: (match) => {
    match.url = `http://${match.url}`;
  },
});
parser.use(footnotes);
parser.disable(["footnote_inline", "footnote_tail"]);
// The plugin's own rule scans the rest of the text for the end of each label, which takes quadratic time.
parser.inline.ruler.at("footnote_ref", readFootnoteReference);

function readFootnoteReference(state: StateInline, silent: boolean): boolean {
  const known = (state.env as { footnotes?: Footnotes }).footnotes;
  if (!known?.refs) return false;
  LABEL.lastIndex = state.pos;
  const [whole, label] = LABEL.exec(state.src) ?? [];
  if (whole === undefined || label === undefined) return false;
  let id = known.refs[`:${label}`];
  if (id === undefined) return false;
  if (!silent) {
    known.list ??= [];
    if (id < 0) {
      id = known.list.length;
      known.list.push({ label, count: 0 });
      known.refs[`:${label}`] = id;
    }
    const subId = known.list[id]!.count++;
    state.push("footnote_ref", "", 0).meta = { id, subId };
  }
  state.pos += whole.length;
  return true;
}

/** Markdown parsed into tokens. */
export interface Parsed {
  tokens: Token[];
  /** The referenced footnotes in numeric order, each with its label and the number of references to it. */
  footnotes: { label: string; count: number }[];
  /** Whether blocks were nested too deeply, in which case `tokens` is incomplete. */
  isCutOff: boolean;
}

/** Parses Markdown, in time linear in its length. */
export function parseMarkdown(markdown: string): Parsed {
  const env: { footnotes?: Footnotes } = {};
  const tokens = parser.parse(markdown, env as Record<string, unknown>);
  return {
    tokens,
    footnotes: env.footnotes?.list ?? [],
    isCutOff: tokens.some(({ level }) => level >= MAX_NESTING - 1),
  };
}
