import { type Actor, notThere } from "../accounts/policy";
import { UserError } from "../errors";
import { MAX_DESCRIPTION } from "./areas/words";
import { COLOURS, type Colour } from "./highlights/colours";
import type { HighlightView, Visibility } from "./schemas";

/** Maximum length of a note, in UTF-16 code units. */
const MAX_NOTE = 50_000;

/** Who can see an item besides its author. */
export interface Audience {
  visibility: Visibility;
  /** Null unless the visibility is "group". */
  groupId: string | null;
}

/** Thrown if a save was based on an outdated version. Carries the current state, as the user sees it. */
export class EditConflict extends UserError<"conflict.highlight"> {
  constructor(readonly current: HighlightView) {
    super("conflict.highlight");
  }
}

/** The same error for missing and for hidden items, so that it doesn't reveal whether an item exists. */
export const notFound = notThere;

/** The error for a request that targets an edition that is no longer current. */
export function superseded(): UserError {
  return new UserError("edition-superseded.reload");
}

/** @throws UserError `colour` */
export function checkColour(value: number): Colour {
  const colour = COLOURS.find((candidate) => candidate === value);
  if (colour) return colour;
  throw new UserError("colour");
}

/**
 * The stored text of a note. NUL and unpaired surrogates become U+FFFD, as in every Markdown parser, because they
 * aren't valid characters and PostgreSQL can't store them.
 *
 * @param what the kind of text, for error messages
 * @throws UserError `note-empty`, `note-too-long`
 */
export function noteBody(typed: string, what: "note" | "reply" = "note"): string {
  const body = typed.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
  if (body.trim() === "") throw new UserError(`note-empty.${what}`);
  if (body.length > MAX_NOTE) {
    throw new UserError(`note-too-long.${what}`, { max: MAX_NOTE });
  }
  return body;
}

/**
 * The stored description of an area, as one line.
 *
 * @throws UserError `description-missing`, `description-too-long`
 */
export function descriptionOf(typed: string): string {
  const description = typed
    .replace(/[\0\p{Surrogate}]/gu, "\uFFFD")
    .replace(/\s+/gu, " ")
    .trim();
  if (description === "") throw new UserError("description-missing");
  if (description.length <= MAX_DESCRIPTION) return description;
  throw new UserError("description-too-long", { max: MAX_DESCRIPTION });
}

/**
 * @param groupId the group, if the visibility is "group"; ignored otherwise
 * @throws UserError `group` for a group that the user isn't in
 */
export function audienceOf(actor: Actor, visibility: Visibility, groupId: string | null | undefined): Audience {
  if (visibility !== "group") return { visibility, groupId: null };
  if (!groupId || !actor.groupIds.includes(groupId)) {
    throw new UserError("group");
  }
  return { visibility, groupId };
}
