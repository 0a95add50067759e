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
  comments,
  hasMacros,
}: {
  insertions: number;
  deletions: number;
  comments: number;
  hasMacros: boolean;
}): string[] {
  const changes = [plural(insertions, "insertion"), plural(deletions, "deletion")].filter((part) => part !== "");
  return [
    ...(changes.length > 0 ? [`Tracked changes were accepted: ${changes.join(" and ")}.`] : []),
    ...(comments > 0 ? [`${plural(comments, "comment")} ${comments === 1 ? "was" : "were"} left out.`] : []),
    ...(hasMacros ? ["The macros in the file were left out. They were not run."] : []),
  ];
}

function plural(count: number, noun: string): string {
  if (count === 0) return "";
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
