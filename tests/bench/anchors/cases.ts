import { readFileSync } from "node:fs";
import { z } from "zod";
import { Failure } from "@/lib/cli/failure.mjs";

const Offset = z.number().int().nonnegative();

const Case = z.object({
  id: z.string(),
  kind: z.string().default("all"),
  before: z.string(),
  after: z.string(),
  start: Offset,
  end: Offset,
  expect: z.tuple([Offset, Offset]).nullable().optional(),
  expectWithReplaced: z.tuple([Offset, Offset]).optional(),
});

const Cases = z.object({ documents: z.record(z.string(), z.string()), cases: z.array(z.unknown()) });

/**
 * A highlight in one text, to be found in another. Offsets are in Unicode code points, half-open. If the answer is
 * known, `expect` is the span from the first to the last preserved character, or null if the passage is gone.
 * `expectWithReplaced` also includes words that replaced words of the passage.
 */
export type AnchorCase = z.infer<typeof Case>;

/** Cases, with their texts by id. */
export interface AnchorCases {
  documents: ReadonlyMap<string, string>;
  cases: AnchorCase[];
}

/** @throws Failure that names the file, and the invalid case if there is one */
export function readCases(file: string): AnchorCases {
  const parsed = Cases.safeParse(parseJson(read(file), file));
  if (!parsed.success) {
    throw new Failure(`${file} is not a JSON object with "documents", texts by id, and "cases", a list.`);
  }
  const documents = new Map(Object.entries(parsed.data.documents));
  return { documents, cases: parsed.data.cases.map((entry, index) => checked(entry, index + 1, documents, file)) };
}

function checked(entry: unknown, number: number, documents: ReadonlyMap<string, string>, file: string): AnchorCase {
  const parsed = Case.safeParse(entry);
  if (!parsed.success) {
    const wrong = parsed.error.issues[0]?.path[0] ?? "id";
    throw new Failure(
      `Case ${number} of ${file} has no valid "${String(wrong)}". A case is {id, before, after, start, end}: id, before and after are strings, start and end are whole numbers.`,
    );
  }
  const { id, before, after, start, end } = parsed.data;
  for (const document of [before, after]) {
    if (!documents.has(document)) {
      throw new Failure(`Case "${id}" of ${file} refers to the document "${document}", which does not exist.`);
    }
  }
  if (start >= end) throw new Failure(`Case "${id}" of ${file} must end after it starts.`);
  return parsed.data;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Failure(`The file ${file} does not exist or is not readable.`);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(`${file} is not JSON.`);
  }
}
