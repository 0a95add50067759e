import { parse } from "yaml";
import { z } from "zod";
import { UserError } from "../errors";
import type { ReportMeta } from "./model";

const FRONT_MATTER = /^---\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/mu;

const names = z.union([z.string().transform((name) => [name]), z.array(z.string())]);

const metaSchema = z.object({
  title: z.string().min(1),
  authors: names.default([]),
  editor: z.string().optional(),
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
  let fields: unknown;
  try {
    fields = parse(match[1] ?? "", { prettyErrors: false });
  } catch (error) {
    throw new UserError(
      "report-format",
      `The front matter is not valid YAML: ${error instanceof Error ? error.message : error}.`,
    );
  }
  const result = metaSchema.safeParse(fields);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".") || "front matter"}: ${issue.message}`);
    throw new UserError("report-format", `The front matter is not complete. ${problems.join("; ")}.`);
  }
  return { meta: result.data, body: text.slice(match[0].length) };
}
