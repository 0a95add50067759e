/**
 * Limits on imported content. They apply to every format. Each string that is stored and shown to others has a maximum
 * length, and so does an entry as a whole.
 */

import { z } from "zod";
import { MAX_QUOTE } from "../annotations/highlights/selector";
import { readTags } from "../annotations/highlights/tags";
import { noteBody } from "../annotations/rules";
import { UserError } from "../errors";
import { invalid, type Portable } from "./portable";

/** Maximum length of an IRI, in UTF-16 code units: about the maximum length of a URL in browsers and servers. */
const MAX_IRI = 2_000;
/** Maximum length of a creator's name, in UTF-16 code units. */
const MAX_NAME = 200;
/** Maximum length of the context before or after a passage, in UTF-16 code units. A highlight stores less. */
const MAX_CONTEXT = 5_000;
/** Maximum length of a tag in a file (in UTF-16 code units, before it is normalized), and maximum number of tags. */
const MAX_TYPED_TAG = 200;
const MAX_TYPED_TAGS = 100;
/** Maximum number of rights and of motivations per annotation. */
const MAX_TERMS = 20;
/** Maximum total length of all strings of an entry, in UTF-16 code units. */
const MAX_ENTRY = 100_000;

/** The range of years that databases and JavaScript write in the same way. */
const FIRST = new Date("0001-01-01T00:00:00Z");
const LAST = new Date("9999-12-31T23:59:59.999Z");

const number = (value: number) => value.toLocaleString("en-GB");
const text = (max: number, what: string) => z.string().max(max, `${what} is longer than ${number(max)} characters.`);
/** PostgreSQL cannot store NUL, and IRIs contain no other control characters either. */
const iri = (what: string) =>
  text(MAX_IRI, what).regex(/^[^\p{Cc}\p{Cs}]*$/u, `${what} contains characters that are not allowed in an IRI.`);
const time = (what: string) => {
  const sentence = `${what} is not within the years 1 to 9999.`;
  return z.date().min(FIRST, sentence).max(LAST, sentence).nullable();
};

const iris = (names: string, one: string) =>
  z.array(iri(one)).max(MAX_TERMS, `It has more than ${MAX_TERMS} ${names}.`);

const made = {
  iri: iri("Its ID"),
  alias: iri("Its ID").nullable(),
  creator: z
    .object({
      iri: iri("The ID of its creator").nullable(),
      name: text(MAX_NAME, "The name of its creator").nullable(),
    })
    .nullable(),
  created: time("Its creation date"),
  modified: time("Its modification date"),
  terms: z
    .object({ rights: iris("rights", "One of its rights"), motivations: iris("motivations", "One of its motivations") })
    .optional(),
};

const note = z.object({
  kind: z.literal("note"),
  ...made,
  source: iri("The URL of its document"),
  quote: z.object({
    exact: z.string().max(MAX_QUOTE, "Its passage is longer than the maximum for a highlight."),
    prefix: text(MAX_CONTEXT, "The text before its passage"),
    suffix: text(MAX_CONTEXT, "The text after its passage"),
  }),
  tags: z.array(text(MAX_TYPED_TAG, "One of its tags")).max(MAX_TYPED_TAGS, `It has more than ${MAX_TYPED_TAGS} tags.`),
  note: z
    .object({ modified: time("The modification date of its note"), resolvedAt: time("The date it was resolved") })
    .nullable(),
});

const reply = z.object({ kind: z.literal("reply"), ...made, to: iri("The ID of the item it replies to") });

const entry = z.discriminatedUnion("kind", [note, reply]);

/** @throws Refusal `invalid` for an entry that exceeds a limit */
export function requireLimits(portable: Portable): void {
  if ("reason" in portable) return;
  const result = entry.safeParse(portable);
  const [issue] = result.error?.issues ?? [];
  if (issue) throw invalid(issue.message);
  try {
    if (portable.kind === "reply") noteBody(portable.body, "reply");
    else {
      if (portable.note) noteBody(portable.note.body);
      readTags(portable.tags);
    }
  } catch (error) {
    if (error instanceof UserError) throw invalid(error.message);
    throw error;
  }
  if (sizeOf(portable) > MAX_ENTRY) throw invalid(`It has more than ${number(MAX_ENTRY)} characters in total.`);
}

/** Total length of all strings in a value, in UTF-16 code units. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + sizeOf(each), 0);
}
