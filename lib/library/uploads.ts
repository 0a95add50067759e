import "server-only";
import { type Actor, authorize } from "../accounts/policy";
import { previewImpact } from "../annotations/placements/impact-preview";
import type { Database } from "../db/database";
import { type Edition, editionMarkdown, isEditionOf, type StoredReport, storedReports } from "../editions/editions";
import { UserError } from "../errors";
import { missingInFrontMatter, splitFrontMatter } from "../report/front-matter";
import { lengthOf } from "../report/length";
import type { finishUpload, ReadUpload, readUploadedFile } from "../report-import/upload";
import { storeSource } from "../sources/store";
import { runKeyed, type Task } from "../workers/run";
import { addEdition } from "./add-edition";
import {
  type AddedEdition,
  type EditionPreview,
  type EditionUpload,
  type Given,
  given,
  type NewEdition,
} from "./edition-schemas";
import { finishedImport } from "./import-jobs/queue";
import { contentOf, type FileOfRequest, type UploadedContent } from "./uploaded-content";

const READ_FILE: Task<typeof readUploadedFile> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "readUploadedFile",
  lane: "file",
  tooMuch: "The file takes too long to read. Split it, or import it on the server with npm run import.",
};

const FINISH: Task<typeof finishUpload> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "finishUpload",
  lane: "file",
  tooMuch: "The report takes too much time or memory. Split the file into several reports.",
};

/** Length of the text preview, in UTF-16 code units. */
const OPENING = 600;

/**
 * Previews a file as an edition. Stores nothing.
 *
 * @throws UserError `forbidden` (403), and those of `contentOf` and `readUploadedFile`
 */
export async function previewEdition(db: Database, actor: Actor, upload: EditionUpload): Promise<EditionPreview> {
  authorize(actor, "edition.add", null);
  const content = await contentOf(db, actor, upload);
  const typed = await read(db, actor, content, upload.given);
  const { doubts, missing, format } = typed;
  const stored = await storedReports(db);
  const slug = upload.slug ?? suggestedReport(content.name, typed.report.meta.title, typed.report.slug, stored);
  const current = stored.get(slug)?.current ?? null;
  const isSame = current !== null && isEditionOf(current, typed.markdown);
  const inherited = current && !isSame ? await imprintOf(db, current, missing) : {};
  const isMore = Object.keys(inherited).length > 0;
  const { report, markdown } = isMore ? await read(db, actor, content, { ...inherited, ...upload.given }) : typed;
  const forecast = current && (await previewImpact(db, actor, current, report.text));
  const { meta, sections, text } = report;
  const { pages, words } = lengthOf(report);
  const { title, authors, editor, publisher, place, year, language } = meta;
  return {
    slug,
    current: current && {
      ordinal: current.ordinal,
      hash: current.hash,
      createdAt: current.createdAt.toISOString(),
    },
    isCurrent: isSame || (current !== null && isEditionOf(current, markdown)),
    reports: [...stored.values()].map((each) => ({ slug: each.current.report, title: each.current.title })),
    meta: { title, authors, editor, publisher, place, year, language },
    missing,
    inherited,
    format,
    doubts,
    pages,
    words,
    sections: sections.map(({ title, depth }) => ({ title, depth })),
    opening: openingOf(text),
    forecast: forecast && Object.values(forecast.counts).some((count) => count > 0) ? forecast : null,
  };
}

/**
 * Adds a file as the next edition of a report, or as a new report, and places all highlights in it, atomically.
 *
 * @throws UserError `edition-superseded` (409) if the edition that the user saw is no longer the current one,
 *   `edition-current` (409) if the content is the same, and those of `previewEdition`
 */
export async function addUpload(
  db: Database,
  actor: Actor,
  { after, slug, given, ...file }: NewEdition,
): Promise<AddedEdition> {
  const permit = authorize(actor, "edition.add", null);
  const { report, markdown } = await read(db, actor, await contentOf(db, actor, file), given);
  const { ordinal } = await addEdition(db, { ...report, slug }, markdown, {
    permit,
    sourceId: await sourceOf(db, actor, file),
    isWanted: (_, current) => {
      if ((current?.hash ?? null) !== after) {
        throw new UserError(
          "edition-superseded",
          "Another edition of this report has been added. The preview is updated: review it, then try again.",
          409,
        );
      }
      if (!current || !isEditionOf(current, markdown)) return true;
      throw new UserError(
        "edition-current",
        "This file is identical to the current edition. There is nothing to add.",
        409,
      );
    },
  });
  return { slug, ordinal };
}

/** The id of the file's source: one that came within the request is stored now. */
async function sourceOf(db: Database, actor: Actor, file: FileOfRequest): Promise<string> {
  if ("source" in file) return file.source;
  const { id } = await storeSource(db, actor, { name: file.name, body: [Buffer.from(file.file, "base64")] });
  return id;
}

/**
 * Has a worker read a file, or finish what an import job has read.
 *
 * @throws UserError those of `readUploadedFile`
 */
async function read(
  db: Database,
  actor: Actor,
  { name, hash, sourceId, withContent }: UploadedContent,
  given: Given,
): Promise<ReadUpload> {
  const finished = sourceId === null ? null : await finishedImport(db, sourceId);
  if (finished) {
    const details = { ...finished.given, ...given };
    const input = async () => ({ name, given: details, read: await finished.read() });
    return runKeyed(FINISH, { key: { name, given: details, job: finished.id, hash }, input }, actor.id);
  }
  return withContent((content) =>
    runKeyed(
      READ_FILE,
      { key: { name, given, hash }, input: async () => ({ name, given, content: await content() }) },
      actor.id,
    ),
  );
}

/** The report that a file most likely belongs to: by file name, else by title; else a new one. */
function suggestedReport(name: string, title: string, slug: string, stored: ReadonlyMap<string, StoredReport>): string {
  const stem = name.replace(/\.[^.]*$/u, "").toLowerCase();
  if (stored.has(stem)) return stem;
  const alike = [...stored.values()].find(({ current }) => current.title.toLowerCase() === title.toLowerCase());
  return alike?.current.report ?? slug;
}

/** Values for missing fields from the previous edition, as defaults for the next one. */
async function imprintOf(db: Database, { id }: Edition, fields: EditionPreview["missing"]): Promise<Given> {
  const markdown = await editionMarkdown(db, id);
  if (markdown === null) return {};
  const unsaid = missingInFrontMatter(markdown, fields);
  const { meta } = splitFrontMatter(markdown);
  const said = { ...meta, authors: meta.names?.authors ?? meta.authors };
  const inherited = fields.flatMap((field) => {
    if (unsaid.includes(field)) return [];
    // Skip values that the form couldn't submit.
    const result = given.shape[field].safeParse(said[field]);
    return result.success ? [[field, result.data] as const] : [];
  });
  return Object.fromEntries(inherited);
}

function openingOf(text: string): string {
  const opening = text.slice(0, OPENING);
  return opening.length < text.length ? `${opening.slice(0, opening.lastIndexOf(" "))} …` : opening;
}
