/** The golden reports: four reports with questions, and the passages that answer them. */

import { readFileSync } from "node:fs";
import { parseReport } from "@/lib/report/parse";
import { documentsOf, type SearchDocument } from "@/lib/search/documents";

export interface GoldenQuestion {
  query: string;
  /** Text of passages that must be found. */
  expect: string[];
  /** The expected passages must be among this many top hits. */
  top: number;
  kind: string;
  /** Present only if the search fails the question: the rank of the last expected passage, or null if it isn't found. */
  rank?: number | null;
}

export interface GoldenReport {
  slug: string;
  documents: SearchDocument[];
  questions: GoldenQuestion[];
}

const FOLDER = "tests/fixtures/golden";

/** The report that is part of the app. */
export const SAMPLE = goldenReport("russian-soft-power-in-kazakhstan", "content", "report-queries");

/** Invented reports in English, Russian and Kazakh. */
export const INVENTED = ["lake-ferries", "district-libraries", "desert-pastures"].map((slug) => goldenReport(slug));

export const GOLDEN: readonly GoldenReport[] = [SAMPLE, ...INVENTED];

function goldenReport(slug: string, folder = FOLDER, questions = slug): GoldenReport {
  return {
    slug,
    documents: documentsOf(parseReport(readFileSync(`${folder}/${slug}.md`, "utf8"), slug)),
    questions: JSON.parse(readFileSync(`${FOLDER}/${questions}.json`, "utf8")),
  };
}

/** The rank of the last expected passage in a ranking; null if a passage is missing. */
export function rankOf({ expect }: GoldenQuestion, texts: readonly string[]): number | null {
  const ranks = expect.map((text) => texts.findIndex((hit) => hit.includes(text)) + 1);
  return ranks.includes(0) ? null : Math.max(...ranks);
}
