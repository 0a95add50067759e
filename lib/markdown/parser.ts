/**
 * The Markdown parser of notes: CommonMark with the tables, strikethrough, footnotes and bare addresses of GFM.
 *
 * markdown-it takes time linear in the length for every construct that we could think of (`tests/unit/markdown/cost.test.ts`), where
 * micromark needed minutes for 48 KB of setext headings. Two rules of its footnote plugin are not linear and are replaced.
 */

import MarkdownIt, { type StateInline, type Token } from "markdown-it";
import footnotes from "markdown-it-footnote";

/** Blocks within blocks. The parser leaves out what is nested deeper, so a text that reaches it is not shown as parsed. */
const MAX_NESTING = 60;

/** Longest name of a footnote in UTF-16 code units: CommonMark's limit for link labels, less would be as good. */
const MAX_LABEL = 999;

const LABEL = new RegExp(String.raw`\[\^([^\s[\]]{1,${MAX_LABEL}})\]`, "uy");

/** A host after "www.", and a path up to a mark that ends a sentence rather than an address. */
const AFTER_WWW =
  /[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){1,10}(?:[/?#](?:[^\s<]{0,2000}[^\s<?!.,:*_~'")])?)?/uy;

/** What the parser keeps of the footnotes while it reads. */
interface Footnotes {
  /** Number of each footnote by its name with a colon before it, -1 before it is first referred to. */
  refs?: Record<string, number>;
  list?: { label: string; count: number }[];
}

const parser = new MarkdownIt({ html: true, linkify: true, maxNesting: MAX_NESTING });
// What a link may lead to is decided when the tree is made safe.
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
// The plugin's own looks for the end of each name up to the end of the text.
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

/** Some Markdown as the parser's tokens. */
export interface Parsed {
  tokens: Token[];
  /** The footnotes that are referred to, by number: their names and how often. */
  footnotes: { label: string; count: number }[];
  /** Whether blocks were nested too deep, so that `tokens` lacks some. */
  isCutOff: boolean;
}

/** Reads Markdown, in time linear in its length. */
export function parseMarkdown(markdown: string): Parsed {
  const env: { footnotes?: Footnotes } = {};
  const tokens = parser.parse(markdown, env as Record<string, unknown>);
  return {
    tokens,
    footnotes: env.footnotes?.list ?? [],
    isCutOff: tokens.some(({ level }) => level >= MAX_NESTING - 1),
  };
}
