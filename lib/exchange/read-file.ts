/** Reads a file of annotations in any supported format. */

import { type JSONPath, type JSONVisitor, visit } from "jsonc-parser";
import { UserError } from "../errors";
import { hasType } from "./annotation-rules";
import { BACKUP_FORMAT, BACKUP_VERSION, readBackup } from "./backup";
import { checkCollectionRules, checkPageRules } from "./collection-rules";
import { readHypothesis } from "./hypothesis";
import { isObject, type Json, listOf } from "./json";
import { requireLimits } from "./limits";
import { type Portable, Refusal, type Removed } from "./portable";
import { readAnnotation } from "./read-annotation";

/** Maximum number of annotations in one file. */
export const MAX_ENTRIES = 20_000;

/** A parsed file. */
export interface ReadFile {
  format: "web-annotation" | "hypothesis" | "backup" | "pdf";
  /** The entries in file order, each with the line on which it begins, from 1; in a PDF, the page. */
  entries: ((Portable | Removed) & { line: number })[];
  /** How many annotations exist, according to the file, in addition to those that it contains. */
  missing: number;
}

/** The location of the entries in a file, and the function that reads a single entry. */
interface Layout {
  format: ReadFile["format"];
  /** The lists of entries, with the path (keys) of each. The path is null if the whole file is one entry. */
  lists: readonly { path: readonly string[] | null; entries: readonly unknown[] }[];
  read(value: unknown): Portable;
  /** The total number of annotations, as stated in the file. */
  total?: unknown;
}

/**
 * @param text JSON
 * @throws UserError `import-json` with the line number if it is not valid JSON, `import-kind` if the format is unknown,
 *   `import-invalid` if a collection violates the model's rules, `import-too-many`
 */
export function readFile(text: string): ReadFile {
  const json = text.replace(/^\uFEFF/u, "");
  const { format, lists, read, total } = layoutOf(parse(json));
  const count = lists.reduce((sum, { entries }) => sum + entries.length, 0);
  if (count > MAX_ENTRIES) {
    throw new UserError("import-too-many", { max: MAX_ENTRIES });
  }
  return {
    format,
    entries: lists.flatMap(({ path, entries }) => {
      const lines = path === null ? [1] : linesOf(json, path);
      return entries.map((value, index) => ({ ...readOne(read, value), line: lines[index] ?? 1 }));
    }),
    // In search results with separate replies, the total includes only the first list.
    missing: Number.isSafeInteger(total) ? Math.max(0, (total as number) - (lists[0]?.entries.length ?? 0)) : 0,
  };
}

/** Reads a single annotation from JSON. There is no collection to supply its context. */
export function readAlone(annotation: unknown): Portable & { line: number } {
  return { ...readOne((value) => readAnnotation(value, { isInPage: false }), annotation), line: 1 };
}

function readOne(read: Layout["read"], value: unknown): Portable {
  try {
    const portable = read(value);
    requireLimits(portable);
    return portable;
  } catch (error) {
    if (error instanceof Refusal) return { kind: error.kind, reason: error.reason };
    throw error;
  }
}

function layoutOf(file: unknown): Layout {
  if (Array.isArray(file)) {
    const isHypothesis = file.length > 0 && file.every(isHypothesisLike);
    return isHypothesis ? hypothesis({ path: [], entries: file }) : webAnnotations([], file, false);
  }
  if (!isObject(file)) throw unknownKind();
  if (file.format === BACKUP_FORMAT) return backup(file);
  if (Array.isArray(file.rows)) {
    // Search results from the API. On request, it returns replies separately.
    const replies = { path: ["replies"], entries: Array.isArray(file.replies) ? file.replies : [] };
    return { ...hypothesis({ path: ["rows"], entries: file.rows }, replies), total: file.total };
  }
  if (Array.isArray(file.annotations)) return hypothesis({ path: ["annotations"], entries: file.annotations });
  if (hasType(file, "Annotation")) return webAnnotations(null, [file], false);
  if (isHypothesisLike(file)) return hypothesis({ path: null, entries: [file] });
  if (hasType(file, "AnnotationPage")) return page(file, []);
  if (hasType(file, "AnnotationCollection")) return collection(file);
  throw unknownKind();
}

function isHypothesisLike(value: unknown): boolean {
  return isObject(value) && typeof value.uri === "string" && value["@context"] === undefined;
}

function webAnnotations(path: readonly string[] | null, entries: readonly unknown[], isInPage: boolean): Layout {
  return { format: "web-annotation", lists: [{ path, entries }], read: (value) => readAnnotation(value, { isInPage }) };
}

function hypothesis(...lists: Layout["lists"]): Layout {
  return { format: "hypothesis", lists, read: readHypothesis };
}

/** A collection page (section 5.2 of the Web Annotation Data Model). */
function page(file: Json, path: readonly string[]): Layout {
  const items = file.items;
  if (!Array.isArray(items)) {
    throw new UserError("import-kind.no-items");
  }
  requireRules(() => checkPageRules(file, path.length > 0));
  const { partOf } = file;
  return { ...webAnnotations([...path, "items"], items, true), total: isObject(partOf) ? partOf.total : undefined };
}

/**
 * A collection that embeds its first page (section 5.1). Any further pages would be on another server and are not
 * fetched.
 */
function collection(file: Json): Layout {
  const { first } = file;
  const isEmpty = file.total === 0 && first === undefined;
  if (isEmpty) return webAnnotations(["first", "items"], [], true);
  if (!isObject(first)) {
    throw new UserError("import-kind.only-links");
  }
  if (first.next !== undefined) {
    throw new UserError("import-kind.continues");
  }
  requireRules(() => checkCollectionRules(file));
  return { ...page(first, ["first"]), total: file.total };
}

/**
 * If the container violates the model's rules, its annotations cannot be interpreted. @throws UserError
 * `import-invalid`
 */
function requireRules(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Refusal) throw new UserError("import-invalid", { reason: error.reason });
    throw error;
  }
}

function backup(file: Json): Layout {
  if (file.version !== BACKUP_VERSION) {
    throw new UserError("import-kind.other-version");
  }
  return { format: "backup", lists: [{ path: ["entries"], entries: listOf(file.entries) }], read: readBackup };
}

function unknownKind(): UserError {
  return new UserError("import-kind.unknown");
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UserError("import-json.syntax", { line: lineOfError(json) });
  }
}

/** The line of the first JSON syntax error, from 1. */
function lineOfError(json: string): number {
  let found: number | null = null;
  walk(json, {
    onError: (_code, _offset, _length, line) => {
      found ??= line + 1;
    },
  });
  return found ?? 1;
}

/**
 * The lines on which the items of a list begin, from 1.
 *
 * @param path the keys that lead to the list
 */
function linesOf(json: string, path: readonly string[]): number[] {
  const lines: number[] = [];
  const see = (line: number, where: JSONPath) => {
    if (where.length === path.length + 1 && path.every((key, at) => where[at] === key)) lines.push(line + 1);
  };
  walk(json, {
    onObjectBegin: (_offset, _length, line, _character, where) => see(line, where()),
    onArrayBegin: (_offset, _length, line, _character, where) => see(line, where()),
    onLiteralValue: (_value, _offset, _length, line, _character, where) => see(line, where()),
  });
  return lines;
}

function walk(json: string, visitor: JSONVisitor): void {
  try {
    visit(json, visitor, { disallowComments: true });
  } catch (error) {
    // Thousands of nested brackets overflow the stack. Real annotations never have so many.
    if (error instanceof RangeError) throw new UserError("import-json.nested");
    throw error;
  }
}
