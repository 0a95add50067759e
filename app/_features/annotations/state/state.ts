import type { RefObject } from "react";
import type { QueuedChange } from "@/app/_features/changes";
import type { Drafts, Outbox } from "@/app/_features/sync";
import type { Role } from "@/lib/accounts/roles";
import type { GroupRef } from "@/lib/accounts/schemas";
import type { Span } from "@/lib/anchoring/anchor";
import type { NoteFilter } from "@/lib/annotations/notes/note-filter";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import type { NewShare } from "@/lib/sharing/schemas";

/** A highlight that has a place in the edition on the page. */
export type PlacedHighlight = HighlightView & Span;

/** An edition, as a page knows it. */
export type PageEdition = HighlightList["edition"];

/** What stays the same for as long as a report is open. */
export interface Page {
  slug: string;
  /** The edition on the page. */
  edition: PageEdition;
  /** The element that holds the report's text. */
  text: RefObject<HTMLElement | null>;
}

/** The person who reads. */
export interface Me {
  id: string;
  name: string;
  email: string;
  role: Role;
}

/** What a person has selected of the text. */
export interface TextSelection extends Span {
  /** Where its end is in the window now; for a selection made backwards, its beginning. No wider than a caret. */
  anchor: { getBoundingClientRect(): DOMRect };
  /** Whether it was made from its end to its beginning. */
  isBackward: boolean;
}

/** Which reply is being written: a new one where `reply` is null. */
interface Writing {
  highlight: string;
  reply: string | null;
}

/** What is to be shared: a passage, and the highlight it comes from, if any. */
export type ShareTarget = Omit<NewShare, "notesOf" | "withNames" | "days">;

/** What of the list of unplaced highlights takes the focus: its heading, or the entry of a highlight by its id. */
export type Goal = "heading" | { id: string };

/** What is known, chosen and open. Everything else follows from it. */
export interface Facts {
  me: Me;
  /** The groups that the person is in. */
  groups: readonly GroupRef[];
  /** Whether cards are shown beside the text; else they lie over it, and are not opened unless they were asked for. */
  hasMargin: boolean;

  /** The highlights as the server has them, with all that was heard since. */
  list: HighlightList;
  /** Whether the server has said which there are. What the person does until then is shown all the same. */
  isKnown: boolean;
  /** Whether the report has a later edition than the page by now. */
  isOutdated: boolean;
  /** What the server has not confirmed yet, of all reports. */
  changes: readonly QueuedChange[];
  /** Ids of the highlights on which something is not saved, and should be by now. */
  unsaved: ReadonlySet<string>;

  selection: TextSelection | null;
  /** The highlight that is open. */
  active: string | null;
  /** The highlight whose note is being edited. */
  editing: string | null;
  /** The reply to the open note that is being written. */
  writing: Writing | null;
  /** The highlight whose card takes the focus as soon as it is there. */
  focusing: string | null;
  /** Notes and replies that were begun and are not saved. */
  drafts: Drafts;

  filter: NoteFilter;
  /** Whether the list of notes is open, where there is no margin. */
  isListOpen: boolean;
  /** Whether the list of unplaced highlights is open. */
  isUnplacedOpen: boolean;
  /** What that list gives the focus to as soon as it is there. */
  goal: Goal | null;
  /** The unplaced highlight that is being attached by hand. */
  attaching: HighlightView | null;

  sharing: ShareTarget | null;
  /** Ids of the highlights that are to be put into a collection. */
  collecting: readonly string[] | null;
}

/** What follows from the facts: see `derive`. */
export interface Derived {
  /** All highlights, as they will be once the server has made the person's changes. */
  all: readonly HighlightView[];
  /** Those that have a place in the text, in reading order. */
  placed: readonly PlacedHighlight[];
  /** Ids of highlights on which something was typed and not saved. */
  typedOn: ReadonlySet<string>;
  /** The highlight that is open. */
  current: PlacedHighlight | undefined;
}

export type AnnotationsState = Facts & Derived;

/** What the actions are made with. */
export interface Tools {
  page: Page;
  get(): AnnotationsState;
  update(change: Partial<Facts>): void;
  /** The person's changes on their way to the server. Only in a browser. */
  outbox(): Outbox;
}
