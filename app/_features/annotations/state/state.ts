import type { RefObject } from "react";
import type { QueuedChange } from "@/app/_features/changes";
import type { OwnGroups } from "@/app/_features/notes";
import type { Drafts, Outbox } from "@/app/_features/sync";
import type { Translate } from "@/app/_messages/translate";
import type { Role } from "@/lib/accounts/roles";
import type { Span } from "@/lib/anchoring/anchor";
import type { NoteFilter } from "@/lib/annotations/notes/note-filter";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import type { NewShare } from "@/lib/sharing/schemas";

/** A highlight that is placed in the page's edition. */
export type PlacedHighlight = HighlightView & Span;

/** An edition, with the properties that pages use. */
export type PageEdition = HighlightList["edition"];

/** The data that stays constant while a report is open. */
export interface Page {
  slug: string;
  /** The edition shown on the page. */
  edition: PageEdition;
  /** The element that contains the report's text. */
  text: RefObject<HTMLElement | null>;
}

/** The signed-in user. */
export interface Me {
  id: string;
  name: string;
  email: string;
  role: Role;
}

/** The selected text. */
export interface TextSelection extends Span {
  /**
   * Where the selection's focus currently is in the window: at the end of the selection, or at the start if it was made
   * backwards. The rectangle is no wider than a caret.
   */
  anchor: { getBoundingClientRect(): DOMRect };
  /** Whether the selection was made backwards, from its end to its start. */
  isBackward: boolean;
}

/** The reply being written. `reply` is null for a new one. */
interface Writing {
  highlight: string;
  reply: string | null;
}

/** The passage to share, and the highlight that it comes from, if any. */
export type ShareTarget = Omit<NewShare, "notesOf" | "withNames" | "days">;

/**
 * Which element in the list of unplaced highlights receives the focus: the heading, or the entry of the highlight with
 * this id.
 */
export type Goal = "heading" | { id: string };

/** The source state; everything else is derived from it. */
export interface Facts {
  me: Me;
  /** The groups that the user belongs to, and whether they can write for the team. */
  groups: OwnGroups;
  /** Whether cards are shown beside the text. Otherwise, the cards cover the text and open only on request. */
  hasMargin: boolean;
  /** Whether the space beside the text shows a list of all notes rather than cards beside their passages. */
  isListed: boolean;

  /** The highlights on the server, including all live updates. */
  list: HighlightList;
  /** Whether the list has been loaded. The user's own changes are shown even before that. */
  isKnown: boolean;
  /** Whether the report has a newer edition than the one on the page. */
  isOutdated: boolean;
  /** Unconfirmed changes in all reports. */
  changes: readonly QueuedChange[];
  /** Ids of highlights whose changes are taking unusually long to save. */
  unsaved: ReadonlySet<string>;

  selection: TextSelection | null;
  /** The open highlight. */
  active: string | null;
  /** The highlight whose note is being edited. */
  editing: string | null;
  /** The reply to the open note that is being written. */
  writing: Writing | null;
  /** The highlight whose card receives the focus once it has been rendered. */
  focusing: string | null;
  /** Unsaved drafts of notes and replies. */
  drafts: Drafts;

  filter: NoteFilter;
  /** Whether the list of notes is open, if there is no margin. */
  isListOpen: boolean;
  /** Whether the list of unplaced highlights is open. */
  isUnplacedOpen: boolean;
  /** The element that receives the focus in that list once it has been rendered. */
  goal: Goal | null;
  /** The unplaced highlight being reattached manually. */
  attaching: HighlightView | null;

  sharing: ShareTarget | null;
  /** Ids of the highlights to add to a collection. */
  collecting: readonly string[] | null;
}

/** State that `derive` computes from the source state. */
export interface Derived {
  /** All highlights, with the user's pending changes applied. */
  all: readonly HighlightView[];
  /** Highlights that are placed in the text, in reading order. */
  placed: readonly PlacedHighlight[];
  /** Ids of highlights with unsaved text. */
  typedOn: ReadonlySet<string>;
  /** The open highlight. */
  current: PlacedHighlight | undefined;
}

export type AnnotationsState = Facts & Derived;

/** The dependencies of actions. */
export interface Tools {
  t: Translate;
  page: Page;
  get(): AnnotationsState;
  update(change: Partial<Facts>): void;
  /** The queue of the user's unconfirmed changes. Browser only. */
  outbox(): Outbox;
}
