/** Fills a database with reports, by inserting rows directly, because importing thousands of files would take days. */

import { createHash, randomBytes, randomUUID } from "node:crypto";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import type { Database, Prisma } from "@/lib/db/database";
import { hashOf } from "@/lib/editions/editions";
import { detailsOf } from "@/lib/report/details";
import { parseReport } from "@/lib/report/parse";
import { summaryOf } from "@/lib/report/summary";
import { TEXT_RULES } from "@/lib/report/text-rules";
import { CHUNK_BYTES } from "@/lib/sources/chunks";
import { GeneratedReports } from "../large/reports";

/** How a library grows. */
export interface Growth {
  /** The number of paragraphs in each report. Most reports of a large library are articles and briefs of about 40. */
  paragraphs?: number;
  groups?: number;
  /** One report in this many is restricted to a group; none if 0. */
  restricted?: number;
}

/** One report in this many is restricted to a group, unless said otherwise. */
export const RESTRICTED = 20;
/** One report in this many has highlights, and this many of them. Every other one has a note. */
const ANNOTATED = { every: 4, highlights: 4 };
/** One report in this many was created from a large file. The others were created from their Markdown. */
const LARGE = { every: 100, bytes: 4 * CHUNK_BYTES };

/** Number of reports in a statement. */
const BATCH = 25;

/** The rows of one or more reports, by table. */
interface Rows {
  report: Prisma.ReportCreateManyInput[];
  reportGrant: Prisma.ReportGrantCreateManyInput[];
  source: Prisma.SourceCreateManyInput[];
  sourceChunk: Prisma.SourceChunkCreateManyInput[];
  edition: Prisma.EditionCreateManyInput[];
  highlight: Prisma.HighlightCreateManyInput[];
  placement: Prisma.PlacementCreateManyInput[];
  note: Prisma.NoteCreateManyInput[];
}

/** The same slug as `GeneratedReports` uses. */
export function slugOf(number: number): string {
  return `generated-${number}`;
}

/** The groups that restricted reports belong to. They are created on the first call. */
export async function groupsIn(db: Database, count = 20): Promise<string[]> {
  const there = await db.group.findMany({ orderBy: { name: "asc" } });
  if (there.length > 0) return there.map(({ id }) => id);
  const ids = Array.from({ length: count }, () => randomUUID());
  const name = (at: number) => `Group ${String(at).padStart(String(count - 1).length, "0")}`;
  await db.group.createMany({ data: ids.map((id, at) => ({ id, name: name(at), createdAt: new Date() })) });
  return ids;
}

/**
 * Adds generated reports until there are `count`. Each has a source. Some are restricted, and some have highlights and
 * notes. No server may be running, because no events are published.
 *
 * @param authorId the author of all highlights
 */
export async function growLibrary(
  db: Database,
  count: number,
  authorId: string,
  { paragraphs = 40, groups, restricted = RESTRICTED }: Growth = {},
): Promise<void> {
  const groupIds = await groupsIn(db, groups);
  const there = await db.report.count({ where: { slug: { startsWith: slugOf(0).slice(0, -1) } } });
  const reports = new GeneratedReports({ paragraphs });
  let rows = noRows();
  for (let number = 1; number <= count; number++) {
    const { slug, markdown } = reports.next();
    if (number <= there) continue;
    addRows(rows, { number, slug, markdown, groupIds, authorId, restricted });
    if (rows.report.length < BATCH && number < count) continue;
    await insert(db, rows);
    rows = noRows();
  }
  // PostgreSQL does this in the background, but the one that tests use doesn't.
  await db.$executeRaw`ANALYZE`;
}

function noRows(): Rows {
  return {
    ...{ report: [], reportGrant: [], source: [], sourceChunk: [], edition: [] },
    ...{ highlight: [], placement: [], note: [] },
  };
}

async function insert(db: Database, rows: Rows): Promise<void> {
  await db.report.createMany({ data: rows.report });
  await db.reportGrant.createMany({ data: rows.reportGrant });
  await db.source.createMany({ data: rows.source });
  await db.sourceChunk.createMany({ data: rows.sourceChunk });
  await db.edition.createMany({ data: rows.edition });
  await db.highlight.createMany({ data: rows.highlight });
  await db.placement.createMany({ data: rows.placement });
  await db.note.createMany({ data: rows.note });
}

interface Added {
  number: number;
  slug: string;
  markdown: string;
  groupIds: readonly string[];
  authorId: string;
  restricted: number;
}

function addRows(rows: Rows, { number, slug, markdown, groupIds, authorId, restricted }: Added): void {
  const report = parseReport(markdown, slug);
  const { authors, editors, ...details } = detailsOf(report.meta);
  // Reports of different ages, one hour apart, so that orders by date differ from the order by title.
  const createdAt = new Date(Date.UTC(2025, 0, 1) + ((number * 7_919) % 10_007) * 3_600_000);
  const isRestricted = restricted > 0 && number % restricted === 0;
  rows.report.push({
    ...{ slug, ...details, createdAt, updatedAt: createdAt },
    authors: authors as Prisma.InputJsonArray,
    editors: editors as Prisma.InputJsonArray,
    audience: isRestricted ? "restricted" : "team",
  });
  if (isRestricted) {
    const groupId = groupIds[(number / restricted) % groupIds.length]!;
    rows.reportGrant.push({ id: randomUUID(), report: slug, groupId, right: "read" });
  }

  const sourceId = randomUUID();
  const bytes = number % LARGE.every === 0 ? randomBytes(LARGE.bytes) : Buffer.from(markdown);
  const hash = createHash("sha256").update(bytes).digest("hex");
  rows.source.push({ id: sourceId, name: `${slug}.md`, size: bytes.length, hash, createdAt });
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    const chunk = new Uint8Array(bytes.subarray(from, from + CHUNK_BYTES));
    rows.sourceChunk.push({ sourceId, ordinal: from / CHUNK_BYTES, bytes: chunk });
  }

  const editionId = randomUUID();
  const { text } = report;
  const [document, summary] = JSON.parse(JSON.stringify([report, summaryOf(report)]));
  rows.edition.push({
    ...{ id: editionId, report: slug, ordinal: 1, hash: hashOf(markdown), textRules: TEXT_RULES },
    ...{ title: details.title, markdown, text, document, summary, createdAt, sourceId },
  });

  if (number % ANNOTATED.every !== 0) return;
  for (let index = 0; index < ANNOTATED.highlights; index++) {
    const id = randomUUID();
    const start = Math.floor((text.length * (index + 1)) / (ANNOTATED.highlights + 2));
    const end = start + 60;
    const colour = COLOURS[index % COLOURS.length]!;
    const written = { authorId, visibility: "team" as const, createdAt, updatedAt: createdAt };
    rows.highlight.push({ id, report: slug, editionId, ...selectorOf(text, start, end), colour, ...written });
    rows.placement.push({ highlightId: id, editionId, start, end, state: "anchored" });
    if (index % 2 === 0) {
      const body = `Compare this with the figures in report ${number}.`;
      rows.note.push({ id: randomUUID(), highlightId: id, body, ...written });
    }
  }
}
