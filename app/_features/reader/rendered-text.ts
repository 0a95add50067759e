import "server-only";
import { type Actor, authorize } from "@/lib/accounts/policy";
import { type JsonFile, jsonFile } from "@/lib/library/json-file";
import { servedReport } from "@/lib/library/served-report";
import { processSingleton } from "@/lib/process-singleton";
import type { Report } from "@/lib/report/model";
import { renderStatic } from "./render-static";
import { textParts } from "./report-text";
import { RENDERED_TEXTS, type RenderedTexts } from "./text-names";

/** The rest of a long text, as `useWholeText` fetches it. */
export interface RestOfText {
  /** Id of the edition. */
  edition: string;
  /** HTML, as much at a time as a browser puts on the page without being kept from anything else. */
  parts: string[];
}

/** UTF-16 code units of HTML: what a page begins with, beyond which a text is long, and how much is added at a time. */
const SIZES = { first: 120_000, long: 700_000, part: 60_000 };

/** Says that there is nothing to wait for. */
const NO_TEXT = "<!-- no text -->";

/** Texts of pages that are being made at the same time. */
const MOST = 32;

interface RenderedText {
  /** All of it where it is not long. */
  first: string;
  rest: string[];
  /** Made when it is first asked for. */
  whole?: string;
}

/** Each is made once for as long as its report is kept open. */
const rendered = processSingleton("report-html", () => new WeakMap<Report, RenderedText>());
const files = processSingleton("report-html-files", () => new WeakMap<RenderedText, JsonFile>());

function textOf(report: Report): RenderedText {
  let text = rendered.get(report);
  if (!text) {
    text = split(textParts(report).map(renderStatic));
    rendered.set(report, text);
  }
  return text;
}

function split(parts: readonly string[]): RenderedText {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length <= SIZES.long) return { first: parts.join("") || NO_TEXT, rest: [] };
  const pieces = [""];
  for (const part of parts) {
    const last = pieces.length - 1;
    const room = last === 0 ? SIZES.first : SIZES.part;
    if (pieces[last]!.length >= room) pieces.push(part);
    else pieces[last] += part;
  }
  const [first = "", ...rest] = pieces;
  return { first, rest };
}

/**
 * Renders the text of a report to HTML, which depends on its edition alone, for `StaticText` to find.
 *
 * @param isWhole whether all of a long text is wanted at once
 * @returns the name under which it is found, and whether it is the whole text
 */
export function renderText(edition: string, report: Report, isWhole: boolean): { name: string; isWhole: boolean } {
  const text = textOf(report);
  const hasAll = isWhole || text.rest.length === 0;
  if (hasAll) text.whole ??= text.first + text.rest.join("");
  const name = hasAll ? edition : `${edition}/first`;
  const texts: RenderedTexts = processSingleton(RENDERED_TEXTS, () => new Map());
  // The latest last.
  texts.delete(name);
  texts.set(name, text.whole !== undefined && hasAll ? text.whole : text.first);
  for (const [oldest] of texts) {
    if (texts.size <= MOST) break;
    texts.delete(oldest);
  }
  return { name, isWhole: hasAll };
}

/**
 * What follows the beginning of a long text.
 *
 * @throws UserError `no-such-report` (404)
 */
export async function restOfText(actor: Actor, slug: string): Promise<JsonFile> {
  authorize(actor, "report.read", null);
  const { report, edition } = await servedReport(slug);
  const text = textOf(report);
  let file = files.get(text);
  if (!file) {
    file = jsonFile({ edition: edition.id, parts: text.rest } satisfies RestOfText);
    files.set(text, file);
  }
  return file;
}
