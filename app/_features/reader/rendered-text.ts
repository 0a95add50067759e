import "server-only";
import { serverTranslate } from "@/app/_messages/server-translate";
import type { Actor } from "@/lib/accounts/policy";
import { type JsonFile, jsonFile } from "@/lib/library/json-file";
import { type ServedReport, servedReport } from "@/lib/library/served-report";
import { processSingleton } from "@/lib/process-singleton";
import type { Report } from "@/lib/report/model";
import { pictureAddress, publicPictureAddress } from "@/lib/sources/schemas";
import { renderStatic } from "./render-static";
import { textParts } from "./report-text";
import { LATER, RENDERED_TEXTS, type RenderedTexts } from "./text-names";

/** The rest of a long text, as fetched by `useWholeText`. */
export interface RestOfText {
  /** The id of the edition. */
  edition: string;
  /** Parts of the text as HTML, each small enough to be inserted without noticeably blocking the main thread. */
  parts: string[];
}

/**
 * Sizes in UTF-16 code units of HTML. `visible` is the size of the part that is laid out immediately, about two
 * screens. `first` is the size of the part that the page contains. `long` is the minimum size of a long text. `part` is
 * the minimum size of each later part. `first` and `part` may be exceeded by as much again to find a good end.
 */
const SIZES = { visible: 12_000, first: 120_000, long: 700_000, part: 60_000 };

/** Matches blocks without a margin above. A part should start with one, because margins don't collapse across its edge. */
const WITHOUT_MARGIN = /^<(?:p|ul|ol|blockquote)\b/u;

/** Placeholder for an empty text. Without any HTML, `StaticText` would reload the page. */
const NO_TEXT = "<!-- no text -->";

/** Maximum number of texts kept for pages being rendered concurrently. */
const MOST = 32;

interface RenderedText {
  /**
   * The part of the text that the page contains: the beginning, or all of it if the text isn't long. Only the start of
   * it is laid out immediately.
   */
  first: string;
  rest: string[];
  /** The blocks of the first part, all of which are laid out immediately. */
  blocks: readonly string[];
  /** The whole text, all of which is laid out immediately. It is joined when it is first used. */
  whole?: string;
}

/** Cached for as long as the report is in memory. */
const rendered = processSingleton("report-html", () => new WeakMap<Report, RenderedText>());
const files = processSingleton("report-html-files", () => new WeakMap<RenderedText, JsonFile>());

function textOf({ report, source }: Pick<ServedReport, "report" | "source">): RenderedText {
  let text = rendered.get(report);
  if (!text) {
    text = split(textParts(serverTranslate, report, source?.id ?? null).map(renderStatic));
    rendered.set(report, text);
  }
  return text;
}

/**
 * The later parts of a long text are elements of their own (`text-part`), which are painted separately. Otherwise, a
 * change to any mark would make the browser compute the overflow of the whole text.
 */
function split(blocks: readonly string[]): RenderedText {
  const isLong = blocks.reduce((sum, block) => sum + block.length, 0) > SIZES.long;
  let first = "";
  const rest: string[] = [];
  let at = 0;
  for (; at < blocks.length && !(isLong && endsPart(blocks, at, first.length / SIZES.first)); at++) {
    first += first.length < SIZES.visible ? blocks[at] : blocks[at]!.replace(/^<\w+/u, (tag) => `${tag} ${LATER}`);
  }
  let part = "";
  for (const [index, block] of blocks.entries()) {
    if (index < at) continue;
    part += block;
    if (index < blocks.length - 1 && !endsPart(blocks, index + 1, part.length / SIZES.part)) continue;
    rest.push(`<div class="text-part">${part}</div>`);
    part = "";
  }
  return { first: first || NO_TEXT, rest, blocks: blocks.slice(0, at) };
}

/**
 * Whether a part ends before a block.
 *
 * @param next index of the block
 * @param size of the part so far, relative to the minimum
 */
function endsPart(blocks: readonly string[], next: number, size: number): boolean {
  if (size < 1) return false;
  // A page number belongs to the block after it.
  if (blocks[next - 1]!.startsWith('<div class="page-mark"')) return false;
  return size >= 2 || WITHOUT_MARGIN.test(blocks[next]!);
}

/**
 * Renders a report's text to HTML and stores it for `StaticText`. The HTML depends only on the edition.
 *
 * @param isWhole whether to include all of a long text, and lay all of it out immediately
 * @returns the name that the HTML is stored under, and whether it contains the whole text
 */
export function renderText(
  { edition: { id: edition }, ...served }: Pick<ServedReport, "edition" | "report" | "source">,
  isWhole: boolean,
): { name: string; isWhole: boolean } {
  const text = textOf(served);
  const name = isWhole ? edition : `${edition}/first`;
  keep(name, isWhole ? wholeOf(text) : text.first);
  return { name, isWhole: isWhole || text.rest.length === 0 };
}

/** Like `renderText`, for people without an account, who get the whole text, with other URLs for its pictures. */
export function renderPublicText({
  edition: { id: edition },
  ...served
}: Pick<ServedReport, "edition" | "report" | "source">): string {
  const whole = wholeOf(textOf(served));
  const { report, source } = served;
  // In the HTML of text, quotes are escaped, so this only matches the beginning of an attribute's value.
  const [from, to] = [
    `"${pictureAddress(source?.id ?? "", { id: "" })}`,
    `"${publicPictureAddress(report.slug, { id: "" })}`,
  ];
  const name = `${edition}/public`;
  keep(name, source ? whole.replaceAll(from, to) : whole);
  return name;
}

function wholeOf(text: RenderedText): string {
  text.whole ??= [...text.blocks, ...text.rest].join("") || NO_TEXT;
  return text.whole;
}

/** Stores HTML for `StaticText`. */
function keep(name: string, html: string): void {
  const texts: RenderedTexts = processSingleton(RENDERED_TEXTS, () => new Map());
  // Move the entry to the end, because entries are ordered from least to most recently used.
  texts.delete(name);
  texts.set(name, html);
  for (const [oldest] of texts) {
    if (texts.size <= MOST) break;
    texts.delete(oldest);
  }
}

/**
 * Everything after the first part of a long text.
 *
 * @throws UserError `no-such-report` (404)
 */
export async function restOfText(actor: Actor, slug: string): Promise<JsonFile> {
  const { edition, ...served } = await servedReport(actor, slug);
  const text = textOf(served);
  let file = files.get(text);
  if (!file) {
    file = jsonFile({ edition: edition.id, parts: text.rest } satisfies RestOfText);
    files.set(text, file);
  }
  return file;
}
