import { type Problem, problem } from "../../errors/problem";
import { namesIn } from "../authors";

/** Default titles and names written by office programs. */
const TITLE_BY_PROGRAM = /^(?:microsoft word|document\s*\d*$|документ|untitled|без имени|без названия|title$)/iu;
const NAME_BY_PROGRAM = /user|пользовател|admin|windows|microsoft|office|python|author$|автор$/iu;

/** The title of a file if a person entered it; undefined if it is a default of the program or template. */
export function ownTitle(title: string): string | undefined {
  const trimmed = title.trim();
  return trimmed === "" || TITLE_BY_PROGRAM.test(trimmed) ? undefined : trimmed;
}

/** The authors of a file, without account names such as "User" or "admin". */
export function namedPeople(creator: string): string[] {
  if (NAME_BY_PROGRAM.test(creator)) return [];
  const names = namesIn(creator.trim());
  return names.every((name) => name.includes(" ")) ? names : [];
}

/** Warnings about content that was left out of an office file. */
export function officeWarnings({
  insertions,
  deletions,
  comments = 0,
  hasMacros,
}: {
  insertions: number;
  deletions: number;
  /** The number of comments that were left out. */
  comments?: number;
  hasMacros: boolean;
}): Problem[] {
  return [
    ...trackedChanges(counted("insertions", insertions), counted("deletions", deletions)),
    ...(comments === 1 ? [problem("import-warning.comments.one")] : []),
    ...(comments > 1 ? [problem("import-warning.comments.many", { count: comments })] : []),
    ...(hasMacros ? [problem("import-warning.macros")] : []),
  ];
}

function trackedChanges(insertions: Problem | undefined, deletions: Problem | undefined): Problem[] {
  if (insertions && deletions) return [problem("import-warning.tracked-changes.both-kinds", { insertions, deletions })];
  const changes = insertions ?? deletions;
  return changes ? [problem("import-warning.tracked-changes.one-kind", { changes })] : [];
}

/** @returns undefined for 0 */
function counted(what: "insertions" | "deletions", count: number): Problem | undefined {
  if (count === 0) return undefined;
  return count === 1 ? problem(`one.${what}`) : problem(`many.${what}`, { count });
}
