/** Schemas for a report's editions and their comparison, shared with the browser. */

import { z } from "zod";
import type { ComparedRow } from "../anchoring/compare";
import { reportParams } from "../annotations/schemas";
import type { BlockKind, Language } from "../report/model";

/** An edition in the list of a report's editions. */
export interface ListedEdition {
  ordinal: number;
  /** In ISO 8601. */
  createdAt: string;
  /** The name of the user who added it; null if unknown. */
  by: string | null;
}

const ordinal = z.coerce.number().int().min(1);

/** The editions to compare, and whether only the numbers are wanted. */
export const comparisonQuery = z.object({
  from: ordinal,
  to: ordinal,
  only: z.enum(["numbers"]).optional(),
});

export const editionParams = z.object({ slug: reportParams.shape.slug, edition: ordinal });

/** How many blocks and words differ. */
export interface ComparisonNumbers {
  changed: number;
  inserted: number;
  deleted: number;
  moved: number;
  wordsInserted: number;
  wordsDeleted: number;
}

/** A block as the comparison shows it. */
interface ShownBlock {
  block: BlockKind;
  language: Language;
  /** The printed page on which it begins; null if unknown. */
  page: number | null;
}

export type ComparisonRow = Omit<ComparedRow, "before" | "after"> & ShownBlock;

export interface Comparison {
  from: ListedEdition;
  to: ListedEdition;
  numbers: ComparisonNumbers;
  /** In the order of the newer edition; empty if only the numbers are wanted. */
  rows: ComparisonRow[];
}
