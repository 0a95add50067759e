import { sentenceOf } from "@/lib/errors/sentence";
import type { ImportWarning } from "@/lib/report-import/warning";

/** Import warnings as `npm run import` prints them. */
export const sentencesOf = (doubts: readonly Pick<ImportWarning, "problem">[]): string[] =>
  doubts.map(({ problem }) => sentenceOf(problem));
