import { type Document, parseDocument, type YAMLParseError } from "yaml";
import { z } from "zod";
import { UserError } from "../errors";
import { issuesOf } from "../errors/foreign";
import type { Foreign } from "../errors/problem";
import { metaOfNames } from "./details";
import type { ReportMeta } from "./model";
import type { WrittenName } from "./names";

const FRONT_MATTER = /^---\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/mu;

const writtenName = z.union(
  [
    z.string(),
    z.strictObject({ literal: z.string().min(1) }),
    z.strictObject({ family: z.string().min(1), given: z.string().optional() }),
  ],
  { error: "a name must be a string, or have `literal` (for an organization), or `family` and `given`" },
);
const names = z.union([writtenName.transform((name) => [name]), z.array(writtenName)], {
  error: "enter a name or a list of names; write an organization as `literal: NAME`",
});

const metaSchema = z.object({
  title: z.string().min(1),
  authors: names.default([]),
  editor: names.optional(),
  place: z.string().optional(),
  year: z.number().int().optional(),
  publisher: z.string().optional(),
  language: z.enum(["en", "ru", "kk"]).default("en"),
  source: z.string().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .optional(),
});

/** Maximum length of front matter, in UTF-16 code units. YAML parsing can take quadratic time. */
const MAX_LENGTH = 16_384;

/**
 * Parses front matter. The input is untrusted, so constructs that are far more expensive than their length suggests are
 * rejected.
 *
 * @throws UserError `report-format`
 */
function readYaml(source: string): { document: Document; fields: unknown } {
  if (source.length > MAX_LENGTH) {
    throw new UserError("report-format.front-matter-length", { max: MAX_LENGTH });
  }
  const document = parseDocument(source, { prettyErrors: false, logLevel: "error" });
  const [error] = document.errors;
  if (error) throw new UserError("report-format.yaml", { problem: inYaml(error) });
  try {
    return { document, fields: document.toJS() };
  } catch {
    // An alias without an anchor, or nested aliases that would expand until memory runs out ("billion laughs").
    throw new UserError("report-format.aliases");
  }
}

function inYaml({ code, message, pos: [at] }: YAMLParseError): Foreign {
  return { library: "yaml", code, params: { at }, english: message };
}

/**
 * Splits a report's Markdown into front matter and body.
 *
 * @returns `body` is the Markdown after the front matter
 * @throws UserError `report-format` if there is no front matter, it is not valid YAML, or a field is missing or of the
 *   wrong type
 */
export function splitFrontMatter(markdown: string): { meta: ReportMeta; body: string } {
  const text = markdown.replace(/^\uFEFF/u, "");
  const match = FRONT_MATTER.exec(text);
  if (match?.index !== 0) throw new UserError("report-format.no-front-matter");
  const result = metaSchema.safeParse(readYaml(match[1] ?? "").fields);
  if (!result.success) {
    throw new UserError("report-format.fields", { problems: issuesOf(result.error, "front matter") });
  }
  return { meta: metaOf(result.data), body: text.slice(match[0].length) };
}

function metaOf({ authors, editor, ...meta }: z.infer<typeof metaSchema>): ReportMeta {
  return { ...meta, ...metaOfNames(authors, editor ?? []) };
}

/** A report's metadata as front matter fields. */
export function frontMatterOf({ names, ...meta }: ReportMeta): object {
  const { authors, editors } = names ?? {};
  return { ...meta, ...(authors && { authors }), ...(editors && { editor: editors }) };
}

/** Metadata that can be given separately from a report's file. */
type GivenFields = Partial<Omit<ReportMeta, "authors" | "names">> & { authors?: WrittenName[] };

/**
 * Adds fields that a report's front matter doesn't have yet, and creates front matter if there is none. The body and
 * the existing fields are kept.
 *
 * @param fields undefined values are ignored
 */
export function addToFrontMatter(markdown: string, fields: GivenFields): string {
  const text = markdown.replace(/^\uFEFF/u, "");
  const match = FRONT_MATTER.exec(text);
  const isThere = match?.index === 0;
  const read = orNull(() => readYaml(isThere ? (match[1] ?? "") : ""));
  const said = (read?.fields ?? {}) as Record<string, unknown>;
  // Front matter that is invalid or not a mapping is rejected later, when the report is parsed.
  if (!read || typeof said !== "object" || Array.isArray(said)) return markdown;
  const front = read.document;
  const missing = Object.entries(fields).filter(([name, value]) => value !== undefined && (said[name] ?? "") === "");
  if (missing.length === 0) return markdown;
  for (const [name, value] of missing) front.set(name, value);
  return `---\n${front.toString({ lineWidth: 0 })}---\n${isThere ? text.slice(match[0].length) : `\n${text}`}`;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** Which of the given fields are missing from a report's front matter. */
export function missingInFrontMatter<Name extends keyof ReportMeta>(markdown: string, names: readonly Name[]): Name[] {
  const match = FRONT_MATTER.exec(markdown.replace(/^\uFEFF/u, ""));
  const said = (readYaml(match?.[1] ?? "").fields ?? {}) as Record<string, unknown>;
  return names.filter((name) => said[name] === undefined || said[name] === null);
}
