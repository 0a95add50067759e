import "server-only";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import type { Actor } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { wordsOnPages } from "../../editions/pages";
import { UserError } from "../../errors";
import { pagesOfEdition } from "../../library/edition-pages";
import type { ListedReport } from "../../library/library";
import { readableSource, withSourceFile } from "../../sources/store";
import { pack } from "../../workers/packed";
import { runKeyed } from "../../workers/run";
import { ANNOTATE_PDF } from "../in-worker";
import type { ReadableNote } from "../prose";
import type { AnnotatedPdf } from "./annotate-pdf";

/** How long to wait for the pages of a report that an earlier version added, in milliseconds. */
const PATIENCE = 60_000;

/**
 * The PDF that a report was added from, with notes as annotations. It is written to a temporary file, because it can be
 * large. The file is deleted when it has been sent.
 *
 * @param notes the report's notes
 * @param isForPrint see `NotesForPdf`
 * @throws UserError `pdf-export.no-pdf` (409), `pdf-export.preparing` (503), and any error from `annotatePdf`
 */
export async function annotatedPdf(
  db: Database,
  actor: Actor,
  { slug, edition }: ListedReport,
  notes: readonly ReadableNote[],
  isForPrint: boolean,
): Promise<AnnotatedPdf & { body: ReadableStream<Uint8Array> }> {
  const { state, source: id, figures } = await pagesOfEdition(db, actor, edition.id, PATIENCE);
  if (state === "preparing") throw new UserError("pdf-export.preparing");
  if (id === null) throw new UserError("pdf-export.no-pdf");
  const source = await readableSource(db, actor, id);
  const words = await wordsOnPages(db, edition.id);
  const { parts } = await pack(notes);
  const folder = await mkdtemp(path.join(tmpdir(), "concord-annotated-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const out = path.join(folder, "annotated.pdf");
    const { unplaced } = await withSourceFile(db, source, (file) => {
      const input = async () => ({
        file: await file(),
        name: source.name,
        out,
        report: slug,
        words,
        figures,
        notes: parts,
        isForPrint,
      });
      return runKeyed(ANNOTATE_PDF, { key: id, input }, actor.id);
    });
    const stream = createReadStream(out).on("close", () => void remove());
    return { unplaced, body: Readable.toWeb(stream) as ReadableStream<Uint8Array> };
  } catch (error) {
    await remove();
    throw error;
  }
}
