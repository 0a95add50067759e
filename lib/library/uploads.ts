import "server-only";
import { type Actor, authorize, may } from "../accounts/policy";
import { type Scene, sceneOfSource } from "../annotations/areas/scene";
import { previewImpact } from "../annotations/placements/impact-preview";
import type { Database, Transaction } from "../db/database";
import {
  currentEdition,
  type Edition,
  type EditionText,
  editionMarkdown,
  isEditionOf,
  printedDetails,
} from "../editions/editions";
import { allReports, findReport, type StoredReport } from "../editions/reports";
import { UserError } from "../errors";
import type { Say } from "../errors/fill";
import { sentenceOf } from "../errors/sentence";
import {
  changedFields,
  type DetailsField,
  detailsAfter,
  detailsOf,
  type PrintedDetails,
  withDetails,
} from "../report/details";
import { missingInFrontMatter, splitFrontMatter } from "../report/front-matter";
import { lengthOf } from "../report/length";
import type { Flow, Report, ReportMeta } from "../report/model";
import { picturesOf } from "../report/pictures-of";
import { placedPictures } from "../report/placed-pictures";
import { regionsOf } from "../report-import/corrections/regions";
import type { Correction } from "../report-import/corrections/schemas";
import { figuresOnPages } from "../report-import/figures-on-pages";
import type { Recognition } from "../report-import/recognition";
import type { finishUpload, ReadUpload, readUploadedFile } from "../report-import/upload";
import { storeDrawnText } from "../sources/drawn-text";
import { storePictures } from "../sources/pictures";
import { storeSource } from "../sources/store";
import { runKeyed, type Task } from "../workers/run";
import { setAccessOfNew } from "./access";
import { addEdition } from "./add-edition";
import { preparePages } from "./edition-pages";
import {
  type AddedEdition,
  type EditionPreview,
  type EditionUpload,
  type Given,
  given,
  type NewEdition,
} from "./edition-schemas";
import { finishedImport } from "./import-jobs/queue";
import { keptPdf, pdfInPreview } from "./kept-pdf";
import { readRegions } from "./marked-regions";
import { rulesOfEdition, rulesOfSource, type SourceRules } from "./source-rules";
import { commentsIn, type PlacedComment, placed } from "./upload-comments";
import { contentOf, type FileOfRequest, type UploadedContent } from "./uploaded-content";

const READ_FILE: Task<typeof readUploadedFile> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "readUploadedFile",
  lane: "file",
  tooMuch: "too-much-work.file",
};

const FINISH: Task<typeof finishUpload> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "finishUpload",
  lane: "file",
  tooMuch: "too-much-work.reading",
};

/** Length of the text preview, in UTF-16 code units. */
const OPENING = 600;

/**
 * Previews a file as an edition. Stores nothing.
 *
 * @throws UserError `forbidden` (403), and any error from `contentOf` or `readUploadedFile`
 */
export async function previewEdition(
  db: Database,
  actor: Actor,
  upload: EditionUpload,
  say: Say = sentenceOf,
): Promise<EditionPreview> {
  authorize(actor, "import.create", null);
  const content = await contentOf(db, actor, upload);
  const own = await rulesOfSource(db, content.sourceId);
  const plain = await read(db, actor, content, upload.given, { ...own, corrections: own.corrections ?? [] });
  const all = await allReports(db);
  const reports = new Map([...all].filter(([report]) => may(actor, "edition.add", { report })));
  const slug = upload.slug ?? suggestedReport(actor, content.name, plain.report, reports, all);
  const known = reports.get(slug);
  const current = known ? await currentEdition(db, slug) : null;
  const rules = withInherited(own, await rulesOfEdition(db, current?.id));
  const typed = await read(db, actor, content, upload.given, rules);
  const { doubts, missing, format, fits } = typed;
  const before = known && current ? await previousOf(db, known, current, missing) : NOTHING;
  const filledIn = (defaults: Given) =>
    Object.keys(defaults).length > 0 ? read(db, actor, content, { ...defaults, ...upload.given }, rules) : typed;
  const isSame = (candidate: ReadUpload) => current !== null && isEditionOf(current, candidate.markdown);
  // The file counts as unchanged even if details that were entered for it have been edited since.
  const repeated = await filledIn(isSame(typed) ? {} : before.printed);
  const isCurrent = isSame(repeated);
  const inherited = isSame(typed) ? {} : isCurrent ? before.printed : before.now;
  const { report } = isCurrent ? repeated : await filledIn(inherited);
  const former = isCurrent ? undefined : current?.id;
  const next = { text: report.text, hasOwnPages: format === "pdf", person: actor.id };
  const pdf = await pdfInPreview(db, former, next);
  const kept = await keptPdf(db, former, next, upload.keepPdf);
  const forecast =
    current &&
    (await previewImpact(db, actor, current, report, () => sceneOf(db, content, typed, report, kept?.source.id)));
  const { sections, text } = report;
  const meta =
    known && before.details
      ? withDetails(report.meta, detailsAfter(known, before.details, detailsOf(report.meta)))
      : report.meta;
  const { pages, words } = lengthOf(report);
  const { title, authors, editor, publisher, place, year, language } = meta;
  return {
    slug,
    current: current && {
      ordinal: current.ordinal,
      hash: current.hash,
      createdAt: current.createdAt.toISOString(),
    },
    isCurrent,
    reports: [...reports.values()].map(({ slug, title }) => ({ slug, title })),
    meta: { title, authors, editor, publisher, place, year, language },
    missing,
    inherited,
    format,
    recognize:
      format === "pdf"
        ? { read: typed.recognize, inherited: rules.recognize === typed.recognize ? null : rules.recognize }
        : null,
    doubts: doubts.map(({ problem, ...doubt }) => ({ ...doubt, message: say(problem) })),
    corrections: typed.corrections.map((correction, index) => ({ correction, fits: fits[index] ?? false })),
    areInherited: own.corrections === null && rules.corrections.length > 0,
    comments: commentsIn(typed),
    pdf,
    found: foundIn(report),
    pictures: picturesOf(report),
    pages,
    words,
    sections: sections.map(({ title, depth }) => ({ title, depth })),
    opening: openingOf(text),
    forecast: forecast && Object.values(forecast.counts).some((count) => count > 0) ? forecast : null,
  };
}

/** What areas are compared with in a file that isn't an edition yet. */
async function sceneOf(
  db: Database,
  { sourceId, hash }: UploadedContent,
  { pictures = [], drawn }: Pick<ReadUpload, "pictures" | "drawn">,
  report: Report,
  pdfId?: string,
): Promise<Scene> {
  const stored = await sceneOfSource(db, sourceId, () => placedPictures(report), pdfId);
  return {
    ...stored,
    hash: pdfId === undefined ? hash : stored.hash,
    drawn: async () => drawn ?? stored.drawn(),
    bytesOf: async (ids) => {
      const read = pictures.filter(({ id }) => ids.includes(id));
      return new Map([...(await stored.bytesOf(ids)), ...read.map(({ id, bytes }) => [id, bytes] as const)]);
    },
  };
}

/**
 * Reads a file in the same way as its preview.
 *
 * @throws any error from `previewEdition`
 */
export async function readForPreview(
  db: Database,
  actor: Actor,
  { given, slug, keepPdf: _, ...file }: EditionUpload,
): Promise<Pick<ReadUpload, "report" | "layout"> & { sourceId: string | null }> {
  authorize(actor, "import.create", null);
  const content = await contentOf(db, actor, file);
  const result = await read(db, actor, content, given, await rulesFor(db, actor, content, slug));
  return { ...result, sourceId: content.sourceId };
}

/** How a file is read. */
type Rules = SourceRules & { corrections: Correction[] };

/** A file's own rules, or else those for the current edition's file. */
function withInherited(own: SourceRules, former: SourceRules): Rules {
  return {
    corrections: own.corrections ?? former.corrections ?? [],
    recognize: own.recognize ?? former.recognize,
  };
}

/** The rules for a file that will be added to a report. */
async function rulesFor(
  db: Database,
  actor: Actor,
  { sourceId }: UploadedContent,
  slug: string | null,
): Promise<Rules> {
  const isOpen = slug !== null && may(actor, "edition.add", { report: slug });
  const current = isOpen ? (await currentEdition(db, slug))?.id : undefined;
  return withInherited(await rulesOfSource(db, sourceId), await rulesOfEdition(db, current));
}

/**
 * Adds a file as the next edition of a report, or as a new report, and places all highlights in it, atomically.
 *
 * @param onStored called with the new edition and the comments in the file, inside the transaction
 * @throws UserError `edition-superseded` (409) if the edition that the user saw is no longer the current one,
 *   `edition-current` (409) if the content is the same, and any error from `previewEdition`
 */
export async function addUpload(
  db: Database,
  actor: Actor,
  { after, slug, given, access, keepPdf, comments: _, ...file }: NewEdition,
  onStored?: (tx: Transaction, edition: EditionText, comments: PlacedComment[]) => Promise<void>,
): Promise<AddedEdition> {
  const permit = await permitFor(db, actor, slug, after);
  const content = await contentOf(db, actor, file);
  const rules = await rulesFor(db, actor, content, slug);
  const result = await read(db, actor, content, given, rules);
  const { report, markdown, pictures, drawn, corrections, recognize, layout } = result;
  const sourceId = await sourceOf(db, actor, file);
  await storePictures(db, sourceId, pictures);
  if (drawn) await storeDrawnText(db, sourceId, drawn);
  const current = permit.action === "edition.add" ? (await currentEdition(db, slug))?.id : undefined;
  const next = { text: report.text, hasOwnPages: result.format === "pdf", person: actor.id };
  const { id, ordinal } = await addEdition(db, { ...report, slug }, markdown, {
    permit,
    sourceId,
    pdf: await keptPdf(db, current, next, keepPdf),
    figures: figuresOnPages(report, layout),
    isWanted: async (tx, current) => {
      // To a user who can't read a report, it doesn't exist. Its URL is taken all the same.
      const isHidden = current !== null && permit.action === "report.add";
      if (isHidden || (current?.hash ?? null) !== after) {
        throw new UserError("edition-superseded.preview");
      }
      if (!current || !isEditionOf(current, markdown)) {
        // These are also the initial corrections to the next edition's file.
        const data = {
          ...(corrections.length > 0 && { corrections: [...corrections] }),
          ...(rules.recognize && { recognize }),
        };
        await tx.source.update({ where: { id: sourceId }, data });
        return true;
      }
      throw new UserError("edition-current");
    },
    onStored: async (tx, edition) => {
      if (access && permit.action === "report.add") await setAccessOfNew(tx, actor, slug, access);
      await onStored?.(tx, edition, placed(result));
    },
  });
  // Only files with pages have a drawn text. The work goes on in the background, so that the first reader doesn't wait for it.
  if (drawn) void preparePages(db, id);
  return { slug, ordinal };
}

/** The permit to add a new report, or the next edition of a report that the user can read. */
async function permitFor(db: Database, actor: Actor, slug: string, after: string | null) {
  const isReadable = after !== null && may(actor, "report.read", { report: slug });
  return isReadable && (await findReport(db, slug))
    ? authorize(actor, "edition.add", { report: slug })
    : authorize(actor, "report.add", null);
}

/** The id of the file's source. If the file is part of the request, it is first stored as a source. */
async function sourceOf(db: Database, actor: Actor, file: FileOfRequest): Promise<string> {
  if ("source" in file) return file.source;
  const { id } = await storeSource(db, actor, { name: file.name, body: [Buffer.from(file.file, "base64")] });
  return id;
}

/**
 * Has a worker read a file, or complete the result of an import job.
 *
 * @throws any error from `readUploadedFile`
 */
async function read(
  db: Database,
  actor: Actor,
  { name, hash, sourceId, withContent }: UploadedContent,
  given: Given,
  { corrections, recognize }: Rules,
): Promise<ReadUpload & { recognize: Recognition }> {
  const finished = sourceId === null ? null : await finishedImport(db, sourceId);
  if (finished) {
    const details = { ...finished.given, ...given };
    const mode = finished.recognize;
    const { language } = details;
    const options = { recognize: mode, ...(language && { language }) };
    const marked = await readRegions(db, actor, { hash, sourceId, withContent }, regionsOf(corrections), options);
    const regions = marked.map(({ content }) => content);
    const input = async () => ({ name, given: details, corrections, regions, read: await finished.read() });
    const key = { name, given: details, corrections, recognize: mode, job: finished.id, hash };
    return { ...(await runKeyed(FINISH, { key, input }, actor.id)), recognize: mode };
  }
  const mode = recognize ?? "auto";
  const read = await withContent((content) =>
    runKeyed(
      READ_FILE,
      {
        key: { name, given, corrections, recognize: mode, hash },
        input: async () => ({ name, given, corrections, recognize: mode, content: await content() }),
      },
      actor.id,
    ),
  );
  if (sourceId !== null) {
    await storePictures(db, sourceId, read.pictures);
    if (read.drawn) await storeDrawnText(db, sourceId, read.drawn);
  }
  return { ...read, recognize: mode };
}

function foundIn({ sections, flow, footnotes }: Report): EditionPreview["found"] {
  const count = (items: readonly Flow[], type: Flow["type"]): number =>
    items.reduce((sum, item) => {
      const inner =
        item.type === "quote" ? [item.children] : item.type === "list" ? item.items.map((each) => each.children) : [];
      return sum + (item.type === type ? 1 : 0) + inner.reduce((all, children) => all + count(children, type), 0);
    }, 0);
  return {
    headings: sections.length,
    tables: count(flow, "table"),
    figures: count(flow, "figure"),
    footnotes: footnotes.length,
  };
}

/**
 * The report that a file most likely belongs to, judging by its name, or else by its title. If neither matches, a new
 * report, or any report for users who can't add new ones.
 *
 * @param known the reports to which the user can add an edition
 * @param all all reports, whose URLs are taken
 */
function suggestedReport(
  actor: Actor,
  name: string,
  { slug, meta: { title } }: Pick<Report, "slug" | "meta">,
  known: ReadonlyMap<string, StoredReport>,
  all: ReadonlyMap<string, StoredReport>,
): string {
  const stem = name.replace(/\.[^.]*$/u, "").toLowerCase();
  if (known.has(stem)) return stem;
  const alike = [...known.values()].find((report) => report.title.toLowerCase() === title.toLowerCase());
  const [first] = may(actor, "report.add", null) ? [] : known.keys();
  return alike?.slug ?? first ?? (known.has(slug) ? slug : freeSlug(slug, all));
}

function freeSlug(slug: string, taken: ReadonlyMap<string, StoredReport>): string {
  let free = slug;
  for (let number = 2; taken.has(free); number++) free = `${slug}-${number}`;
  return free;
}

/** The details that a report's next edition inherits if its file doesn't include them. */
interface Previous {
  /** Values for the missing fields, as printed in the current edition. */
  printed: Given;
  /** The current values of these fields, which may have been edited since. */
  now: Given;
  /** All details that the current edition contains; null for a new report. */
  details: PrintedDetails | null;
}

const NOTHING: Previous = { printed: {}, now: {}, details: null };

async function previousOf(
  db: Database,
  report: StoredReport,
  { id }: Edition,
  fields: EditionPreview["missing"],
): Promise<Previous> {
  const markdown = await editionMarkdown(db, id);
  if (markdown === null) throw new Error(`Edition ${id} of ${report.slug} no longer exists.`);
  const details = await printedDetails(db, id);
  const { meta } = splitFrontMatter(markdown);
  const unsaid = missingInFrontMatter(markdown, fields);
  const edited = changedFields(report, { ...report, ...details });
  return {
    printed: valuesOf(
      meta,
      fields.filter((field) => !unsaid.includes(field)),
    ),
    now: valuesOf(
      withDetails(meta, report),
      fields.filter((field) => !unsaid.includes(field) || edited.includes(DETAIL_OF[field])),
    ),
    details,
  };
}

/** The detail that each field of the form corresponds to. */
const DETAIL_OF = {
  title: "title",
  authors: "authors",
  editor: "editors",
  publisher: "publisher",
  place: "place",
  year: "date",
  language: "language",
} as const satisfies Record<EditionPreview["missing"][number], DetailsField>;

function valuesOf(meta: ReportMeta, fields: EditionPreview["missing"]): Given {
  const said = { ...meta, authors: meta.names?.authors ?? meta.authors };
  const values = fields.flatMap((field) => {
    // Skip values that the form couldn't submit.
    const result = given.shape[field].safeParse(said[field]);
    return result.success && result.data !== undefined ? [[field, result.data] as const] : [];
  });
  return Object.fromEntries(values);
}

function openingOf(text: string): string {
  const opening = text.slice(0, OPENING);
  return opening.length < text.length ? `${opening.slice(0, opening.lastIndexOf(" "))} …` : opening;
}
