/**
 * `bench:import --texts`: compares the titles, authors and number of notes that the importer finds in plain-text files
 * with those that a person found.
 */

import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { UserError } from "@/lib/errors";
import { parseReport } from "@/lib/report/parse";
import { importText } from "@/lib/report-import";

const truthSchema = z.array(
  z.object({
    file: z.string(),
    /** The titles that count as correct. */
    titles: z.array(z.string()),
    authors: z.array(z.string()),
    /** The number of notes with a marker, if known. */
    notes: z.number().nullish(),
  }),
);
type TextTruth = z.infer<typeof truthSchema>[number];

interface TextResult {
  file: string;
  /** Whether the title and authors are correct. */
  isNamed: boolean;
  title?: string;
  authors: string[];
  /** The number of notes with a marker. */
  notes: number;
  /** Whether the number of notes found is within 10% of the known number; undefined if the number isn't known. */
  hasNotes?: boolean;
}

/** Totals for all texts. */
export interface TextTotals {
  texts: number;
  named: number;
  withNotes: number;
  notesFound: number;
}

const TOLERANCE = 0.1;
const key = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
/**
 * Only the last word of each name is compared, because a file may contain initials where the list of correct answers
 * has full names.
 */
const families = (names: readonly string[]): string =>
  names
    .map((name) => key(name).split(" ").at(-1))
    .sort()
    .join("|");

/** Imports each text without any options. A rejected text counts as having no title. */
export function readTexts(folder: string, truthFile: string): TextResult[] {
  const truths = truthSchema.parse(JSON.parse(readFileSync(truthFile, "utf8")));
  return truths.map((truth) => readOne(readFileSync(path.join(folder, truth.file)), truth));
}

function readOne(bytes: Uint8Array, { file, titles, authors, notes: known }: TextTruth): TextResult {
  try {
    const { meta, markdown } = importText(bytes);
    const isNamed =
      titles.some((title) => key(title) === key(meta.title)) && families(authors) === families(meta.authors);
    const notes = parseReport(markdown, "text").footnotes.filter(({ references }) => references.length > 0).length;
    const hasNotes = known ? Math.abs(notes - known) <= known * TOLERANCE : undefined;
    return {
      file,
      isNamed,
      title: meta.title,
      authors: meta.authors,
      notes,
      ...(hasNotes !== undefined && { hasNotes }),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { file, isNamed: false, authors: [], notes: 0, ...(known && { hasNotes: false }) };
  }
}

export function totalsOf(results: readonly TextResult[]): TextTotals {
  return {
    texts: results.length,
    named: results.filter(({ isNamed }) => isNamed).length,
    withNotes: results.filter(({ hasNotes }) => hasNotes !== undefined).length,
    notesFound: results.filter(({ hasNotes }) => hasNotes).length,
  };
}

/** The texts that were not read correctly, and the totals. */
export function textTable(results: readonly TextResult[]): string {
  const { texts, named, withNotes, notesFound } = totalsOf(results);
  const rows = results
    .filter(({ isNamed, hasNotes }) => !isNamed || hasNotes === false)
    .map(({ file, title, authors, notes }) => `${file}: ${title ?? "refused"}; ${authors.join(", ")}; ${notes} notes`);
  return [...rows, `title and authors ${named} of ${texts}, notes ${notesFound} of ${withNotes}`].join("\n");
}
