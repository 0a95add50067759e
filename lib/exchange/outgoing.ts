import { selectorOf } from "../annotations/highlights/selector";
import type { HighlightView, ReplyView } from "../annotations/schemas";
import { type CodePoints, codePointsOf } from "../report/code-points";
import type { Block, Report } from "../report/model";
import type { Span } from "../word-boxes/queries";
import { idIn, iriOf, type Maker, type PortableQuote, type PortableReply } from "./portable";
import type { OutgoingNote } from "./write-annotation";

/** A report whose notes are being exported. */
export interface OutgoingReport {
  report: Report;
  /** The document that the exported notes name as their source. */
  source: string;
  points: CodePoints;
  /** The parts of the text that are on each page of the report's file; empty if there is none. */
  pages: readonly PageSpans[];
  /** SHA-256 of the report's file, hexadecimal; null if there is none. */
  hash: string | null;
}

interface PageSpans {
  spans: readonly Span[];
}

export function outgoingReport(
  report: Report,
  source: string,
  { pages = [], hash = null }: Partial<Pick<OutgoingReport, "pages" | "hash">> = {},
): OutgoingReport {
  return { report, source, points: codePointsOf(report.text), pages, hash };
}

/** Which quote to export: the current text at the highlight's place, or the text originally highlighted. */
interface OutgoingOptions {
  words: "current" | "first";
  /** The original context, for an unplaced highlight. */
  context: { prefix: string; suffix: string } | undefined;
}

/** A highlight in export form, with its note and the note's replies. */
export function outgoing(
  highlight: HighlightView,
  report: OutgoingReport,
  options: OutgoingOptions,
): { note: OutgoingNote; replies: PortableReply[] } {
  const { colour, visibility, groupId, tags, note } = highlight;
  const made = madeOf(highlight);
  const modified = note && note.updatedAt > highlight.updatedAt ? note.updatedAt : highlight.updatedAt;
  return {
    note: {
      kind: "note",
      ...{ ...made, modified: new Date(modified) },
      source: report.source,
      ...placeOf(highlight, report, options),
      ...{ colour, tags, audience: { visibility, groupId }, description: highlight.description },
      note: note && {
        body: note.body,
        modified: new Date(note.updatedAt),
        resolvedAt: note.resolved && new Date(note.resolved.at),
      },
    },
    replies: (note?.replies ?? []).map((reply) => ({
      kind: "reply",
      ...madeOf(reply),
      to: made.alias ?? made.iri,
      body: reply.body,
    })),
  };
}

function madeOf({ id, author, origin, createdAt, updatedAt }: HighlightView | ReplyView) {
  const creator: Maker = origin?.creator
    ? { ...origin.creator, importedBy: author }
    : { iri: iriOf(author.id), name: author.name };
  return {
    iri: origin?.iri ?? iriOf(id),
    // If the imported IRI is a Concord id, from another instance or of someone else's note here, it is exported
    // unchanged and needs no alias.
    alias: origin?.iri && idIn(origin.iri) === null ? iriOf(id) : null,
    creator,
    created: new Date(createdAt),
    modified: new Date(updatedAt),
    ...(origin?.terms && { terms: origin.terms }),
  };
}

/** Where a highlight is in its report's file, as far as it is known. */
interface PlaceInFile {
  /** Index of the page; null if unknown. */
  page: number | null;
  /** The file's hash, if the highlight marks an area of a page. */
  hash: string | null;
}

/**
 * Where a highlight is in its report's file. This isn't known until the words of the text have been found on the pages,
 * and changes if a PDF is added to the edition or removed from it.
 */
export function placeInFile(
  { start, area }: Pick<HighlightView, "start" | "area">,
  { pages, hash }: Pick<OutgoingReport, "pages" | "hash">,
): PlaceInFile {
  if (start === null) return { page: null, hash: null };
  if (area && "page" in area) return { page: area.page, hash };
  const page = pages.findIndex(({ spans }) => spans.some((span) => span.start <= start && start < span.end));
  return { page: page < 0 ? null : page, hash: null };
}

function placeOf(
  highlight: HighlightView,
  outgoingReport: OutgoingReport,
  { words, context }: OutgoingOptions,
): Pick<OutgoingNote, "quote" | "end" | "block" | "page" | "markedArea"> {
  const { start, end, quote, area, description } = highlight;
  const { report, points } = outgoingReport;
  if (start === null || end === null) {
    const kept: PortableQuote = { exact: quote, prefix: "", suffix: "", ...context, position: null };
    return { quote: kept, end: null, block: null, page: null };
  }
  const { quote: current, prefix, suffix } = selectorOf(report.text, start, end);
  const exact = words === "first" ? quote : current;
  const { page, hash } = placeInFile(highlight, outgoingReport);
  const block = report.blocks.find((each) => each.start <= start && end <= each.end);
  return {
    quote: { exact, prefix, suffix, position: points.toPoints(start) },
    end: points.toPoints(end),
    block: block ? placeInBlock(block, start, end) : null,
    page,
    ...(area && { markedArea: { area, description, page: hash === null ? null : { hash } } }),
  };
}

function placeInBlock({ id, start: from, text }: Block, start: number, end: number) {
  const points = codePointsOf(text);
  return { id, start: points.toPoints(start - from), end: points.toPoints(end - from) };
}
