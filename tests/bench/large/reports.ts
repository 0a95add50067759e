/**
 * Generates any number of reports that resemble the sample report. They are the same on every run. They keep its
 * sections, tables and footnotes, but three in five plain words are replaced, so that word frequencies match those of a
 * library of that size.
 *
 * Words are drawn by the Zipf-Mandelbrot law (the probability of the word of rank r is proportional to (r + 2.7)^-1)
 * from a vocabulary that grows by Heaps' law (30 n^0.55 words after n). The first ranks are the report's own words,
 * most frequent first.
 */

import { readFileSync } from "node:fs";
import { REPORT } from "../instance";
import { randomNumbers } from "../search/generator";

const EXCHANGED = 0.6;
const ZIPF_SHIFT = 2.7;
const HEAPS = { factor: 30, exponent: 0.55 };

/** Words to replace: lower-case words that are not part of a URL, markup or a footnote label. */
const PLAIN_WORD = /(?<![\p{L}\p{N}_/.:#[^<@!-])[a-z]{3,}(?![\p{L}\p{N}_/.:\]>@-])/gu;

/** With more words than this, there are hardly any new ones of up to four syllables. */
const MANY = 90_000;

const SYLLABLES = [
  "ba",
  "cor",
  "de",
  "fen",
  "gra",
  "hi",
  "jor",
  "ka",
  "lin",
  "mo",
  "nu",
  "pel",
  "qui",
  "ras",
  "sto",
  "tre",
  "va",
  "zel",
];

/** Footnotes, tables, captions and raw HTML, which make sense only in the whole report. */
const NOT_PLAIN = /^(?:\[\^|\||<(?!!-- page)|(?:Chart|Table|Figure) )/u;

interface Options {
  /** The number of paragraphs in each report; that of the sample report if omitted. */
  paragraphs?: number;
}

/** Creates the Markdown of generated reports, one after another. */
export class GeneratedReports {
  private readonly head: string;
  private readonly body: string;
  private readonly paragraphs: number | null;
  private readonly vocabulary: string[];
  private readonly taken: Set<string>;
  private drawn = 0;
  private made = 0;

  constructor({ paragraphs }: Options = {}) {
    this.paragraphs = paragraphs ?? null;
    const markdown = readFileSync(`content/${REPORT}.md`, "utf8");
    const end = markdown.indexOf("\n---", 3) + "\n---".length;
    [this.head, this.body] = [markdown.slice(0, end), markdown.slice(end)];
    const counts = new Map<string, number>();
    for (const [word] of this.body.matchAll(PLAIN_WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
    this.vocabulary = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
    this.taken = new Set(this.vocabulary);
  }

  next(): { slug: string; markdown: string } {
    this.made += 1;
    const random = randomNumbers(this.made);
    const title = `Generated report ${String(this.made).padStart(4, "0")}`;
    const head = this.head.replace(/^title:.*$/mu, `title: ${title}`);
    const body = this.part().replace(PLAIN_WORD, (word) => (random() < EXCHANGED ? this.draw(random) : word));
    return { slug: `generated-${this.made}`, markdown: head + body };
  }

  /** The body of the next report: the whole sample report, or as many of its paragraphs as wanted, with their headings. */
  private part(): string {
    if (this.paragraphs === null) return this.body;
    const plain = this.body.split(/\n{2,}/u).filter((block) => block.trim() !== "" && !NOT_PLAIN.test(block));
    const isParagraph = (block: string) => !/^(?:#|<!--)/u.test(block);
    const first = (this.made * 7) % Math.max(1, plain.filter(isParagraph).length - this.paragraphs);
    let seen = 0;
    const chosen = plain.filter((block) => {
      if (isParagraph(block)) seen += 1;
      return seen >= first && seen < first + this.paragraphs!;
    });
    return `\n\n${chosen.join("\n\n").replaceAll(/\[\^[^\]]*\]/gu, "")}\n`;
  }

  /** Uses the inverse of the law's cumulative distribution, treated as continuous. */
  private draw(random: () => number): string {
    this.drawn += 1;
    const size = Math.max(this.vocabulary.length, Math.round(HEAPS.factor * this.drawn ** HEAPS.exponent));
    while (this.vocabulary.length < size) this.vocabulary.push(this.makeUp(random));
    const rank = ZIPF_SHIFT * ((size + ZIPF_SHIFT) / ZIPF_SHIFT) ** random() - ZIPF_SHIFT;
    return this.vocabulary[Math.min(size - 1, Math.floor(rank))]!;
  }

  private makeUp(random: () => number): string {
    for (;;) {
      const length = 2 + Math.floor(random() * (this.taken.size < MANY ? 3 : 4));
      const word = Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]!).join("");
      if (this.taken.has(word)) continue;
      this.taken.add(word);
      return word;
    }
  }
}
