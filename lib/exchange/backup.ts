/**
 * Concord's own format. It preserves what no common format can express: which notes are resolved, and the original
 * quotes.
 */

import { z } from "zod";
import { area } from "../annotations/areas/area";
import { COLOURS } from "../annotations/highlights/colours";
import { keptTerms } from "../annotations/terms";
import { firstIssueOf } from "../errors/foreign";
import { isMotivation } from "./annotation-rules";
import { isIri, wellFormed } from "./json";
import { invalid, type PortableNote, type PortableReply } from "./portable";

export const BACKUP_FORMAT = "concord-backup";
/** The version of the format. */
export const BACKUP_VERSION = 1;

const text = z.string().transform(wellFormed);
const time = z.iso
  .datetime()
  .transform((iso) => new Date(iso))
  .nullable();
const made = {
  iri: text,
  alias: text.nullable(),
  creator: z.object({ iri: text.nullable(), name: text.nullable() }).nullable(),
  created: time,
  modified: time,
  // With any other values, the export as Web Annotations would be invalid.
  terms: z
    .object({ rights: z.array(text.refine(isIri)), motivations: z.array(text.refine(isMotivation)) })
    .transform(keptTerms)
    .optional(),
};

const backedUpNote = z.object({
  kind: z.literal("note"),
  ...made,
  /** The report's slug. */
  source: text,
  quote: z.object({
    exact: text,
    prefix: text,
    suffix: text,
    position: z.number().int().min(0).nullable(),
  }),
  colour: z.literal(COLOURS).nullable(),
  audience: z.object({ visibility: z.enum(["private", "team", "group"]), groupId: z.uuid().nullable() }).nullable(),
  tags: z.array(text),
  note: z.object({ body: text, modified: time, resolvedAt: time }).nullable(),
  /** Absent if it marks words. */
  markedArea: z.object({ area, description: text, page: z.object({ hash: z.string() }).nullable() }).optional(),
});

const backedUpReply = z.object({ kind: z.literal("reply"), ...made, to: text, body: text });

const backedUp = z.discriminatedUnion("kind", [backedUpNote, backedUpReply]);

/** One entry of a backup. */
export function backupOf(entry: PortableNote | PortableReply): object {
  const { kind, iri, alias, created, modified, terms } = entry;
  const { importedBy, ...named } = entry.creator ?? {};
  const creator = entry.creator && { ...named, ...(importedBy && { importedBy: importedBy.name }) };
  const head = { kind, iri, alias, creator, created, modified, ...(terms && { terms }) };
  if (entry.kind === "reply") return { ...head, to: entry.to, body: entry.body };
  const { source, quote, colour, audience, tags, note, markedArea } = entry;
  return { ...head, source, quote, colour, audience, tags, note, ...(markedArea && { markedArea }) };
}

/** @throws Refusal `invalid` */
export function readBackup(value: unknown): PortableNote | PortableReply {
  const result = backedUp.safeParse(value);
  if (result.success) {
    const { markedArea, ...entry } = { markedArea: undefined, ...result.data };
    return { ...entry, ...(markedArea && { markedArea }) };
  }
  throw invalid("entry.backup", { problem: firstIssueOf(result.error, "entry") });
}
