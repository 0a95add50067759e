import "server-only";
import { createHash } from "node:crypto";
import { type Actor, authorize } from "../accounts/policy";
import { previewImpact } from "../annotations/placements/impact-preview";
import type { Database } from "../db/database";
import { type Edition, editionMarkdown, isEditionOf, type StoredReport, storedReports } from "../editions/editions";
import { UserError } from "../errors";
import { missingInFrontMatter, splitFrontMatter } from "../report/front-matter";
import { lengthOf } from "../report/length";
import type { ReadUpload, readAnyUpload } from "../report-import/upload";
import { runKeyed, type Task } from "../workers/run";
import { addEdition } from "./add-edition";
import {
  type AddedEdition,
  type EditionPreview,
  type EditionUpload,
  type Given,
  given,
  type NewEdition,
  uploadLimit,
} from "./edition-schemas";

const READ_UPLOAD: Task<typeof readAnyUpload> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "readAnyUpload",
  lane: "file",
  tooMuch: "The file takes too long to read. Split it, or import it on the server with npm run import.",
};

/** Length of the text preview, in UTF-16 code units. */
const OPENING = 600;

/**
 * Previews a file as an edition. Stores nothing.
 *
 * @throws UserError `forbidden` (403), `upload-too-large` (413), and those of `readUpload`
 */
export async function previewEdition(db: Database, actor: Actor, upload: EditionUpload): Promise<EditionPreview> {
  authorize(actor, "edition.add", null);
  const typed = await read(actor, upload);
  const { doubts, missing, format } = typed;
  const stored = await storedReports(db);
  const slug = upload.slug ?? suggestedReport(upload, typed.report.meta.title, typed.report.slug, stored);
  const current = stored.get(slug)?.current ?? null;
  const isSame = current !== null && isEditionOf(current, typed.markdown);
  const inherited = current && !isSame ? await imprintOf(db, current, missing) : {};
  const isMore = Object.keys(inherited).length > 0;
  const { report, markdown } = isMore
    ? await read(actor, { ...upload, given: { ...inherited, ...upload.given } })
    : typed;
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
 * @throws UserError `edition-superseded` (409) if the edition that the person saw is no longer the current one,
 *   `edition-current` (409) if the content is the same, and those of `previewEdition`
 */
export async function addUpload(
  db: Database,
  actor: Actor,
  { after, slug, ...upload }: NewEdition,
): Promise<AddedEdition> {
  const permit = authorize(actor, "edition.add", null);
  const { report, markdown } = await read(actor, upload);
  const { ordinal } = await addEdition(db, { ...report, slug }, markdown, {
    permit,
    isWanted: (_, current) => {
      if ((current?.hash ?? null) !== after) {
        throw new UserError(
          "edition-superseded",
          "Another edition of this report was added meanwhile. Below is what would happen now.",
          409,
        );
      }
      if (!current || !isEditionOf(current, markdown)) return true;
      throw new UserError("edition-current", "The report says this already. There is nothing to add.", 409);
    },
  });
  return { slug, ordinal };
}

async function read(
  actor: Actor,
  { name, file, given }: Pick<EditionUpload, "name" | "file" | "given">,
): Promise<ReadUpload> {
  const bytes = new Uint8Array(Buffer.from(file, "base64"));
  const { bytes: most, isText } = uploadLimit(name, bytes);
  if (bytes.length > most) {
    const sentence = isText
      ? "The file is larger than 1 MB. A report's plain text is smaller."
      : "The file is larger than 10 MB. Import it on the server with npm run import.";
    throw new UserError("upload-too-large", sentence, 413);
  }
  const key = { name, given, sha256: createHash("sha256").update(bytes).digest("base64") };
  return runKeyed(READ_UPLOAD, { key, input: () => ({ name, bytes, given }) }, actor.id);
}

/** The report that a file most likely belongs to: by file name, else by title; else a new one. */
function suggestedReport(
  { name }: Pick<EditionUpload, "name">,
  title: string,
  slug: string,
  stored: ReadonlyMap<string, StoredReport>,
): string {
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
