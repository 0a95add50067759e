import { type Document, parseDocument } from "yaml";
import { z } from "zod";
import { UserError } from "../errors";
import type { ReportMeta } from "./model";
import { shownName, type WrittenName } from "./names";

const FRONT_MATTER = /^---\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/mu;

const writtenName = z.union(
  [
    z.string(),
    z.strictObject({ literal: z.string().min(1) }),
    z.strictObject({ family: z.string().min(1), given: z.string().optional() }),
  ],
  { error: "a name is text, or has `literal` (an organisation), or `family` and `given`" },
);
const names = z.union([writtenName.transform((name) => [name]), z.array(writtenName)], {
  error: "give a name or a list of names; an organisation as `literal: NAME`",
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

/** The longest front matter, in UTF-16 code units: reading YAML can take time that grows with the square of its length. */
const MAX_LENGTH = 16_384;

/**
 * Reads front matter. It comes from people, so what costs more than its length suggests is refused.
 *
 * @throws UserError `report-format`
 */
function readYaml(source: string): { document: Document; fields: unknown } {
  if (source.length > MAX_LENGTH) {
    throw new UserError(
      "report-format",
      `The front matter is longer than ${MAX_LENGTH.toLocaleString("en-GB")} characters. Shorten it.`,
    );
  }
  const document = parseDocument(source, { prettyErrors: false, logLevel: "error" });
  const problem = document.errors[0]?.message;
  if (problem !== undefined) throw new UserError("report-format", `The front matter is not valid YAML: ${problem}.`);
  try {
    return { document, fields: document.toJS() };
  } catch {
    // An alias of nothing, or aliases of aliases whose values would fill the memory.
    throw new UserError(
      "report-format",
      "The front matter refers to its own values (YAML aliases) in a way that cannot be read. Write each value out.",
    );
  }
}

/**
 * Splits a report's Markdown into its front matter and its body.
 *
 * @returns `body` is the Markdown after the front matter
 * @throws UserError `report-format` where there is no front matter, it is not YAML, or a field is missing or of the wrong type
 */
export function splitFrontMatter(markdown: string): { meta: ReportMeta; body: string } {
  const text = markdown.replace(/^\uFEFF/u, "");
  const match = FRONT_MATTER.exec(text);
  if (match?.index !== 0)
    throw new UserError("report-format", "The report does not begin with front matter between two lines of ---.");
  const result = metaSchema.safeParse(readYaml(match[1] ?? "").fields);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".") || "front matter"}: ${issue.message}`);
    throw new UserError("report-format", `The front matter is not complete. ${problems.join("; ")}.`);
  }
  return { meta: metaOf(result.data), body: text.slice(match[0].length) };
}

function metaOf({ authors, editor, ...meta }: z.infer<typeof metaSchema>): ReportMeta {
  const isWritten = (name: WrittenName) => typeof name !== "string";
  const names = {
    ...(authors.some(isWritten) && { authors }),
    ...(editor && (editor.length > 1 || editor.some(isWritten)) && { editors: editor }),
  };
  return {
    ...meta,
    authors: authors.map(shownName),
    ...(editor && { editor: editor.map(shownName).join(", ") }),
    ...(Object.keys(names).length > 0 && { names }),
  };
}

/** The fields that front matter has of what is known of a report. */
export function frontMatterOf({ names, ...meta }: ReportMeta): object {
  const { authors, editors } = names ?? {};
  return { ...meta, ...(authors && { authors }), ...(editors && { editor: editors }) };
}

/** What can be said of a report beside its file. */
type GivenFields = Partial<Omit<ReportMeta, "authors" | "names">> & { authors?: WrittenName[] };

/**
 * Adds to a report's front matter what it does not say; makes one where there is none. All else stays as it is, to the letter.
 *
 * @param fields those that are undefined are left out
 */
export function addToFrontMatter(markdown: string, fields: GivenFields): string {
  const text = markdown.replace(/^\uFEFF/u, "");
  const match = FRONT_MATTER.exec(text);
  const isThere = match?.index === 0;
  const read = orNull(() => readYaml(isThere ? (match[1] ?? "") : ""));
  const said = (read?.fields ?? {}) as Record<string, unknown>;
  // What cannot be read, or has no names and values, is refused when the report is read.
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

/** Which of some fields a report's front matter does not say. */
export function missingInFrontMatter<Name extends keyof ReportMeta>(markdown: string, names: readonly Name[]): Name[] {
  const match = FRONT_MATTER.exec(markdown.replace(/^\uFEFF/u, ""));
  const said = (readYaml(match?.[1] ?? "").fields ?? {}) as Record<string, unknown>;
  return names.filter((name) => said[name] === undefined || said[name] === null);
}
