import "server-only";
import type { Database } from "../db/database";
import type { Correction } from "../report-import/corrections/schemas";
import type { Recognition } from "../report-import/recognition";

/** What users have decided about how a file is read. Null means that no one has decided. */
export interface SourceRules {
  corrections: Correction[] | null;
  /** Which pages of a PDF are read as images. */
  recognize: Recognition | null;
}

const FIELDS = { corrections: true, recognize: true } as const;
const NONE: SourceRules = { corrections: null, recognize: null };

/** The rules for a file. */
export async function rulesOfSource(db: Database, id: string | null): Promise<SourceRules> {
  if (id === null) return NONE;
  return rulesIn(await db.source.findUnique({ where: { id }, select: FIELDS }));
}

/** The rules for the file that an edition was created from. They also apply to the next edition's file at first. */
export async function rulesOfEdition(db: Database, id: string | undefined): Promise<SourceRules> {
  if (id === undefined) return NONE;
  return rulesIn(await db.source.findFirst({ where: { editions: { some: { id } } }, select: FIELDS }));
}

function rulesIn(source: { corrections: unknown; recognize: string | null } | null): SourceRules {
  const { corrections = null, recognize = null } = source ?? {};
  return { corrections: corrections as Correction[] | null, recognize: recognize as Recognition | null };
}
