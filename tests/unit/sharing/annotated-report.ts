import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Area } from "@/lib/annotations/areas/area";
import type { ReplyView } from "@/lib/annotations/schemas";
import { type AnnotatedPdf, annotatePdf } from "@/lib/exchange/pdf/annotate-pdf";
import type { ReadableNote } from "@/lib/exchange/prose";
import type { Report } from "@/lib/report/model";
import { parseReport } from "@/lib/report/parse";
import { drawnTextOf, placeOnPages } from "@/lib/report-import/drawn-text";
import { importPdf } from "@/lib/report-import/pdf";
import type { FigurePlace } from "@/lib/word-boxes/model";
import { pack } from "@/lib/workers/packed";
import { readableNote } from "./readable";

/** A PDF that was imported, with the boxes of its words. */
export interface ImportedPdf {
  bytes: Uint8Array;
  report: Report;
  words: Uint8Array[];
}

export async function importedPdf(bytes: Uint8Array): Promise<ImportedPdf> {
  const read = await importPdf(bytes, { slug: "river", title: "River" });
  const report = parseReport(read.markdown, "river");
  const { pages } = placeOnPages({ drawn: drawnTextOf(read)!, text: report.text });
  return { bytes, report, words: pages.map(({ words }) => words) };
}

/** The id of the nth row of a test. */
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

interface NoteOn {
  id: string;
  /** Null if the highlight is unplaced. */
  span: { start: number; end: number } | null;
  quote: string;
  /** Null for a highlight without a note. */
  body: string | null;
  colour?: 1 | 2 | 3 | 4;
  author?: string;
  area?: Area;
  replies?: readonly { id: string; body: string; author: string }[];
}

/** A highlight with its note, in the form that exports use. */
export function noteOn({
  id,
  span,
  quote,
  body,
  colour = 1,
  author = "Ann Lee",
  area,
  replies = [],
}: NoteOn): ReadableNote {
  const known = readableNote(body ?? "");
  const reply = { createdAt: "2026-01-03T03:04:05.000Z", updatedAt: "2026-01-04T03:04:05.000Z", origin: null };
  return {
    ...known,
    highlight: {
      ...known.highlight,
      ...{ id, quote, colour, start: span?.start ?? null, end: span?.end ?? null },
      ...{ area: area ?? null, description: area ? "A chart" : "" },
      author: { id: idOf(999_999), name: author },
      note:
        body === null
          ? null
          : {
              ...known.highlight.note!,
              replies: replies.map((each) => ({
                ...reply,
                ...{ id: each.id, body: each.body, author: { id: idOf(999_998), name: each.author } },
              })) as ReplyView[],
            },
    },
    link: `https://concord.example/r/river?note=${id}`,
  };
}

/** The PDF with the notes as annotations. */
export async function annotated(
  { bytes, words }: Pick<ImportedPdf, "bytes" | "words">,
  notes: readonly ReadableNote[],
  isForPrint = false,
  figures: readonly FigurePlace[] = [],
): Promise<AnnotatedPdf & { bytes: Uint8Array }> {
  const folder = await mkdtemp(path.join(tmpdir(), "concord-test-"));
  try {
    const [file, out] = [path.join(folder, "in.pdf"), path.join(folder, "out.pdf")];
    await writeFile(file, bytes);
    const { parts } = await pack(notes);
    const source = { file, name: "river.pdf", report: "river", words, figures };
    const done = await annotatePdf({ ...source, out, notes: parts, isForPrint });
    return { ...done, bytes: new Uint8Array(await readFile(out)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
