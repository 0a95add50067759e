import type { PhrasingContent } from "mdast";
import type { MarkedText } from "./marked-text";
import type { PageBreak } from "./page-breaks";
import type { PageLabel } from "./pages";

/**
 * Tokens with a meaning beyond their characters: URLs, email addresses, bold and italics. Each alternative stops at the
 * next asterisk, space or other excluded character, which keeps the search linear. The host of an email address follows
 * CommonMark, because anything else in angle brackets would be rendered as text.
 */
const TOKEN =
  /<(?<angled>https?:\/\/[^\s<>]+)>|(?<address>https?:\/\/[^\s<>]+|(?<![\p{L}\p{N}.])www\.[^\s<>]+)|(?<![\w.+-])(?<mail>[\w.+-]{1,64}@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)+)|(?<![\p{L}\p{N}*])(?:\*\*(?=\S)(?<strong>[^*]*[^\s*])\*\*|\*(?=\S)(?<emphasis>[^*]*[^\s*])\*)(?![\p{L}\p{N}*])/giu;
/** A note marked with an asterisk and set in italics: "** The views ...*". */
const ASTERISK_NOTE = /^\*\*\s+([^*]+)\*$/u;
/** Punctuation directly after a URL belongs to the sentence, not to the URL. */
const AFTER_ADDRESS = /[.,;:!?)\]}'"’”»*]+$/u;
const ADDRESS_TAIL = 20;

/** Converts text with marks to inline Markdown nodes. */
export function phrasing(text: MarkedText, labels: ReadonlyMap<PageBreak, PageLabel>): PhrasingContent[] {
  return new InlineReader(text, labels).read();
}

/** The comment that marks the start of a page. */
export function pageComment({ page, certain }: PageLabel): string {
  return `<!-- page ${page}${certain ? "" : "?"} -->`;
}

class InlineReader {
  private nextMark = 0;

  constructor(
    private readonly source: MarkedText,
    private readonly labels: ReadonlyMap<PageBreak, PageLabel>,
  ) {}

  read(): PhrasingContent[] {
    const { value } = this.source;
    const note = ASTERISK_NOTE.exec(value)?.[1];
    if (note === undefined) return this.readRange(0, value.length);
    const start = value.indexOf(note);
    const children = this.readRange(start, value.length - 1);
    return [{ type: "text", value: "* " }, { type: "emphasis", children }, ...this.marksUpTo(value.length)];
  }

  private readRange(start: number, end: number): PhrasingContent[] {
    const nodes: PhrasingContent[] = [];
    let at = start;
    for (const match of this.source.value.slice(start, end).matchAll(TOKEN)) {
      const from = start + match.index;
      nodes.push(...this.textBetween(at, from));
      const { node, length } = this.readToken(match, from);
      // Two adjacent URLs without a space between them would be parsed as one.
      if (node.type === "link" && nodes.at(-1)?.type === "link") nodes.push({ type: "text", value: " " });
      nodes.push(node);
      at = from + length;
    }
    return [...nodes, ...this.textBetween(at, end)];
  }

  private readToken(match: RegExpExecArray, from: number): { node: PhrasingContent; length: number } {
    const { angled, address, mail, strong, emphasis } = match.groups ?? {};
    const length = match[0].length;
    const inner = strong ?? emphasis;
    if (inner !== undefined) {
      const start = from + match[0].indexOf(inner);
      const children = this.readRange(start, start + inner.length);
      return { node: { type: strong === undefined ? "emphasis" : "strong", children }, length };
    }
    if (mail !== undefined) return { node: link(`mailto:${mail}`, mail), length };
    if (angled !== undefined) return { node: link(angled, angled), length };
    const shown = withoutPunctuation(address ?? match[0]);
    return { node: link(/^www/iu.test(shown) ? `http://${shown}` : shown, shown), length: shown.length };
  }

  /** Text with the marks inside it or at its ends. Marks inside a URL are moved to its end. */
  private textBetween(start: number, end: number): PhrasingContent[] {
    const nodes: PhrasingContent[] = [];
    let at = start;
    for (
      let mark = this.source.marks[this.nextMark];
      mark && mark.offset <= end;
      mark = this.source.marks[this.nextMark]
    ) {
      nodes.push(...textNodes(this.source.value.slice(at, mark.offset)), ...this.marksUpTo(mark.offset));
      at = Math.max(at, mark.offset);
    }
    return [...nodes, ...textNodes(this.source.value.slice(at, end))];
  }

  private marksUpTo(offset: number): PhrasingContent[] {
    const nodes: PhrasingContent[] = [];
    for (
      let mark = this.source.marks[this.nextMark];
      mark && mark.offset <= offset;
      mark = this.source.marks[++this.nextMark]
    ) {
      if (mark.type === "reference") {
        nodes.push({ type: "footnoteReference", identifier: mark.label, label: mark.label });
        continue;
      }
      const label = this.labels.get(mark.turn);
      if (label) nodes.push({ type: "html", value: pageComment(label) });
    }
    return nodes;
  }
}

function link(url: string, text: string): PhrasingContent {
  return { type: "link", url, children: [{ type: "text", value: text }] };
}

function withoutPunctuation(address: string): string {
  const end = AFTER_ADDRESS.exec(address.slice(-ADDRESS_TAIL))?.[0].length ?? 0;
  // A closing bracket belongs to the URL if the URL contains an opening one, as in ".../Almaty_(city)".
  const keepsBracket = address.slice(0, address.length - end).includes("(") && address[address.length - end] === ")";
  return address.slice(0, address.length - end + (keepsBracket ? 1 : 0));
}

/** Text with a line break after each line but the last. */
function textNodes(value: string): PhrasingContent[] {
  return value.split("\n").flatMap((line, nth): PhrasingContent[] => {
    const text = line.replace(/[\t ]+/gu, " ");
    return [
      ...(nth > 0 ? [{ type: "break" } as const] : []),
      ...(text === "" ? [] : [{ type: "text", value: text } as const]),
    ];
  });
}
