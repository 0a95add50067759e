import { type Actor, notThere } from "../accounts/policy";
import { UserError } from "../errors";
import { COLOURS, type Colour } from "./highlights/colours";
import type { HighlightView, Visibility } from "./schemas";

/** The longest note, in UTF-16 code units. */
const MAX_NOTE = 50_000;

/** Who may see a thing beside its author. */
export interface Audience {
  visibility: Visibility;
  /** Null unless the visibility is "group". */
  groupId: string | null;
}

/** A save was made from another version than the one that stands. It carries what stands now, as the person may see it. */
export class EditConflict extends UserError {
  constructor(readonly current: HighlightView) {
    super("conflict", "This has changed since you opened it. Look at what it says now, then save again.", 409);
  }
}

/** The answer for what does not exist and for what the person may not know of: nobody can tell them apart. */
export const notFound = notThere;

/** The answer to what was meant for an edition that is not the current one any more. */
export function superseded(): UserError {
  return new UserError(
    "edition-superseded",
    "There is a newer edition of this report by now. Reload the page, then try again.",
    409,
  );
}

/** @throws UserError `colour` */
export function checkColour(value: number): Colour {
  const colour = COLOURS.find((candidate) => candidate === value);
  if (colour) return colour;
  throw new UserError("colour", "A highlight has one of the colours 1 to 4.");
}

/**
 * The text of a note as it is stored. A NUL and half a surrogate pair are no characters, and PostgreSQL keeps neither: they
 * become U+FFFD, as in every Markdown reader.
 *
 * @param what it is the text of
 * @throws UserError `note-empty`, `note-too-long`
 */
export function noteBody(typed: string, what: "note" | "reply" = "note"): string {
  const body = typed.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
  if (body.trim() === "") throw new UserError("note-empty", `The ${what} is empty. Write something, or delete it.`);
  if (body.length > MAX_NOTE) {
    throw new UserError(
      "note-too-long",
      `The ${what} is longer than ${MAX_NOTE.toLocaleString("en-GB")} characters. Shorten it, or make two of it.`,
    );
  }
  return body;
}

/**
 * @param groupId the group, where the visibility is "group"; otherwise it does not count
 * @throws UserError `group` for a group that the person is not in
 */
export function audienceOf(actor: Actor, visibility: Visibility, groupId: string | null | undefined): Audience {
  if (visibility !== "group") return { visibility, groupId: null };
  if (!groupId || !actor.groupIds.includes(groupId)) {
    throw new UserError("group", "Choose one of the groups that you are in.");
  }
  return { visibility, groupId };
}
