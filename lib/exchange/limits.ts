/**
 * Limits on imported content. The same limits apply to every format. Each string that is stored and shown to others has
 * a maximum length, and so does each entry as a whole.
 */

import { z } from "zod";
import { MAX_DESCRIPTION } from "../annotations/areas/words";
import { requireTags } from "../annotations/highlights/require-tags";
import { MAX_QUOTE } from "../annotations/highlights/selector";
import { noteBody } from "../annotations/rules";
import { UserError } from "../errors";
import { type Problem, problem } from "../errors/problem";
import type { ProblemKey } from "../errors/problems";
import { invalid, type Portable, Refusal } from "./portable";

/**
 * Maximum length of an IRI, in UTF-16 code units. This is about the maximum length of a URL in browsers and servers.
 */
const MAX_IRI = 2_000;
/** Maximum length of a creator's name, in UTF-16 code units. */
const MAX_NAME = 200;
/**
 * Maximum length of the context on either side of a passage, in UTF-16 code units. A highlight stores less than that.
 */
const MAX_CONTEXT = 5_000;
/**
 * Maximum number of tags in an entry of a file, and maximum length of each in UTF-16 code units, before it is
 * normalized.
 */
const MAX_TYPED_TAG = 200;
const MAX_TYPED_TAGS = 100;
/** Maximum number of rights, and of motivations, per annotation. */
const MAX_TERMS = 20;
/** Maximum total length of all strings in an entry, in UTF-16 code units. */
const MAX_ENTRY = 100_000;

/** The range of years for which databases and JavaScript use the same notation. */
const FIRST = new Date("0001-01-01T00:00:00Z");
const LAST = new Date("9999-12-31T23:59:59.999Z");

const text = (max: number) => z.string().max(max);
/** PostgreSQL cannot store NUL, and an IRI can't contain any other control characters either. */
const iri = text(MAX_IRI).regex(/^[^\p{Cc}\p{Cs}]*$/u);
const time = z.date().min(FIRST).max(LAST).nullable();
const iris = z.array(iri).max(MAX_TERMS);

const made = {
  iri,
  alias: iri.nullable(),
  creator: z.object({ iri: iri.nullable(), name: text(MAX_NAME).nullable() }).nullable(),
  created: time,
  modified: time,
  terms: z.object({ rights: iris, motivations: iris }).optional(),
};

const note = z.object({
  kind: z.literal("note"),
  ...made,
  source: iri,
  quote: z.object({ exact: text(MAX_QUOTE), prefix: text(MAX_CONTEXT), suffix: text(MAX_CONTEXT) }),
  tags: z.array(text(MAX_TYPED_TAG)).max(MAX_TYPED_TAGS),
  note: z.object({ modified: time, resolvedAt: time }).nullable(),
  markedArea: z.object({ description: text(MAX_DESCRIPTION) }).optional(),
});

const reply = z.object({ kind: z.literal("reply"), ...made, to: iri });

const entry = z.discriminatedUnion("kind", [note, reply]);

/**
 * The fields that have limits, by path, and the names used for them in messages. The IRI and the alias of an entry have
 * the same name.
 */
const FIELDS: Readonly<Record<string, Extract<ProblemKey, `field.${string}`>>> = {
  iri: "field.iri",
  alias: "field.iri",
  "creator.iri": "field.creator.iri",
  "creator.name": "field.creator.name",
  created: "field.created",
  modified: "field.modified",
  "terms.rights": "field.terms.rights",
  "terms.motivations": "field.terms.motivations",
  source: "field.source",
  "quote.prefix": "field.quote.prefix",
  "quote.suffix": "field.quote.suffix",
  tags: "field.tags",
  "note.modified": "field.note.modified",
  "note.resolvedAt": "field.note.resolvedAt",
  "markedArea.description": "field.description",
  to: "field.to",
};

/** @throws Refusal `invalid` if an entry exceeds a limit */
export function requireLimits(portable: Portable): void {
  if ("reason" in portable) return;
  const result = entry.safeParse(portable);
  const [issue] = result.error?.issues ?? [];
  if (issue) throw new Refusal("invalid", reasonFor(issue));
  try {
    if (portable.kind === "reply") noteBody(portable.body, "reply");
    else {
      if (portable.note) noteBody(portable.note.body);
      requireTags(portable.tags);
    }
  } catch (error) {
    if (error instanceof UserError) throw new Refusal("invalid", error.problem);
    throw error;
  }
  if (sizeOf(portable) > MAX_ENTRY) throw invalid("entry.size", { max: MAX_ENTRY });
}

/** The message that explains which limit an entry exceeds. */
function reasonFor(issue: z.core.$ZodIssue): Problem {
  const names = issue.path.filter((each) => typeof each === "string").join(".");
  if (names === "quote.exact") return problem("entry.passage-too-long");
  if (names === "terms.rights" && isTooMany(issue)) return problem("entry.too-many.rights", { max: MAX_TERMS });
  if (names === "terms.motivations" && isTooMany(issue))
    return problem("entry.too-many.motivations", { max: MAX_TERMS });
  if (names === "tags" && isTooMany(issue)) return problem("entry.too-many.tags", { max: MAX_TYPED_TAGS });
  const key = FIELDS[names];
  if (!key) return problem("entry.invalid");
  const field = problem(key);
  if (issue.code === "invalid_format") return problem("entry.characters", { field });
  const isLong = issue.code === "too_big" && issue.origin === "string";
  return isLong ? problem("entry.too-long", { field, max: Number(issue.maximum) }) : problem("entry.years", { field });
}

function isTooMany(issue: z.core.$ZodIssue): boolean {
  return issue.code === "too_big" && issue.origin === "array";
}

/** Total length of all strings in a value, in UTF-16 code units. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + sizeOf(each), 0);
}
