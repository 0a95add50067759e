import type { ActivityEntry } from "@/lib/annotations/live/live-schemas";
import type { DeletedItem } from "@/lib/annotations/schemas";
import { count, number } from "./format";

/** What somebody did to a highlight or its note. */
const deedNames = {
  create: "the new highlight",
  delete: "the deletion of the highlight",
  recolour: "the change of colour",
  show: "the change of who sees it",
  write: "the new note",
  edit: "the change of the note",
  erase: "the deletion of the note",
  reply: "the new reply",
  "edit-reply": "the change of the reply",
  "erase-reply": "the deletion of the reply",
  resolve: "that the note was resolved",
  reopen: "that the note was reopened",
} as const;

type Deed = keyof typeof deedNames;

/** What is said of what people do to highlights and notes: saving, undoing, history, and who did what. */
export const changes = {
  unsaved: {
    title: "Not saved yet",
    open: (n: number) => `Not saved yet: ${count(n, "change", "changes")}`,
    allSaved: "Everything is saved.",
    why: {
      unreachable:
        "Concord cannot be reached. What you do is kept on this device, and saved by itself as soon as it is back.",
      failing: "Something goes wrong on our side. What you did is kept on this device, and tried again by itself.",
      "signed-out": "Your session has ended. What you did is kept on this device. Sign in, and it is saved.",
    },
    waiting: "What you did is kept on this device until it is saved.",
    refused: "What could not be saved is kept here until you decide.",
    retry: "Try again",
    signIn: "Sign in",
    copy: "Copy the text",
    copied: "Text copied.",
    notCopied: "Your browser did not let us copy. Select the text and copy it.",
    discard: "Throw it away",
    discarded: "Thrown away.",
    undo: "Undo",
    list: "What is not saved yet",
    did: {
      "highlight.create": "Highlighted",
      "highlight.change": "Changed the highlight on",
      "highlight.tags": "Changed the tags on",
      "highlight.delete": "Deleted the highlight on",
      "highlight.restore": "Brought back the highlight on",
      "highlight.attach": "Attached to other words the highlight on",
      "highlight.detach": "Took off other words the highlight on",
      "highlight.settle": "Decided whether to keep without a place the highlight on",
      "note.save": "Wrote a note on",
      "note.delete": "Deleted the note on",
      "note.restore": "Brought back the note on",
      "note.resolve": "Resolved or reopened the note on",
      "reply.create": "Replied to the note on",
      "reply.save": "Edited a reply on",
      "reply.delete": "Deleted a reply on",
      "reply.restore": "Brought back a reply on",
    },
    conflict: "Your note is not saved: it was changed meanwhile. Nothing of either is lost.",
    showBoth: "Look at both",
    noRoom: "There is no room on this device to keep that, so it was not done.",
    noRoomHow: "Free some of the browser’s storage, or copy your text elsewhere.",
  },
  undo: {
    undo: "Undo",
    redo: "Redo",
    undone: (deed: Deed) => `Undone: ${deedNames[deed]}.`,
    redone: (deed: Deed) => `Done again: ${deedNames[deed]}.`,
    nothing: { undo: "There is nothing to undo.", redo: "There is nothing to redo." },
    impossible: { undo: "That can’t be undone any more.", redo: "That can’t be done again." },
    impossibleWhy: "It was changed since, or is gone. Everything stays as it is.",
  },
  history: {
    open: "What the note said before",
    title: "What the note said before",
    lead: "Every text that was saved is kept. What was taken out since is struck through, what came in is underlined.",
    version: (moment: string, author: string, isLatest: boolean) =>
      `${moment}, ${author}${isLatest ? ", as it is now" : ""}`,
    show: "Show the note of",
    compareWith: "Beside that of",
    restore: "Bring this text back",
    restored: "The earlier text is back.",
    empty: "Nothing is saved yet.",
    failed: "The earlier texts could not be loaded.",
  },
  deleted: {
    erase: "Erase for good",
    /** Accessible names begin with the visible label, so that voice control finds the buttons (WCAG 2.5.3). */
    eraseNamed: {
      highlight: (quote: string) => `Erase for good: the highlight of “${quote}”`,
      note: (quote: string) => `Erase for good: the note on “${quote}”`,
      reply: (quote: string) => `Erase for good: the reply on “${quote}”`,
    },
    eraseTitle: {
      highlight: "Erase this highlight for good?",
      note: "Erase this note for good?",
      reply: "Erase this reply for good?",
    },
    eraseLead: {
      highlight:
        "Its note, all that the note has said, and the replies go with it. Nobody can bring them back. Links to the passage show it without the note.",
      note: "All that it has said, and the replies to it, go with it. Nobody can bring them back. Links show the passage without it.",
      reply: "Nobody can bring it back.",
    },
    erased: {
      highlight: "The highlight is erased for good.",
      note: "The note is erased for good.",
      reply: "The reply is erased for good.",
    },
    title: "Deleted lately",
    lead: "What you deleted in the last 30 days. After that it is erased for good.",
    empty: "Nothing was deleted lately",
    emptyHow: "Highlights, notes and replies that you delete stand here for 30 days, and can be brought back.",
    failed: "What you deleted could not be loaded.",
    kind: {
      highlight: (author: string) => `Highlight by ${author}`,
      note: (author: string) => `Note by ${author}`,
      reply: (author: string) => `Reply by ${author}`,
    } satisfies Record<DeletedItem["kind"], (author: string) => string>,
    when: (deleted: string, until: string) => `deleted ${deleted}, kept until ${until}`,
    restore: "Bring it back",
    restoreNamed: {
      highlight: (quote: string) => `Bring it back: the highlight of “${quote}”`,
      note: (quote: string) => `Bring it back: the note on “${quote}”`,
      reply: (quote: string) => `Bring it back: the reply on “${quote}”`,
    } satisfies Record<DeletedItem["kind"], (quote: string) => string>,
    restored: {
      highlight: "The highlight is back.",
      note: "The note is back.",
      reply: "The reply is back.",
    } satisfies Record<DeletedItem["kind"], string>,
    coming: "It comes back as soon as that is saved.",
  },
  activity: {
    title: "Activity",
    lead: "What your team has done in this report lately.",
    empty: "Nothing has happened here yet",
    emptyHow: "What you and your team highlight and write will be listed here, the latest first.",
    failed: "The activity could not be loaded.",
    older: "Show older",
    somebody: "Somebody",
    /** What a person has done, after their name; an edition comes from nobody in particular. */
    did: {
      "highlight.created": "highlighted",
      "highlight.changed": "recoloured",
      "highlight.shown": "changed who sees",
      "highlight.restored": "brought back",
      "highlight.tagged": "changed the tags of",
      "highlight.attached": "attached by hand",
      "highlight.detached": "detached",
      "highlight.settled": "kept without a place",
      "highlight.unsettled": "no longer keeps without a place",
      "note.created": "wrote a note on",
      "note.changed": "edited the note on",
      "note.restored": "brought back the note on",
      "note.resolved": "resolved the note on",
      "note.reopened": "reopened the note on",
      "reply.created": "replied to the note on",
      "reply.changed": "edited a reply on",
      "reply.restored": "brought back a reply on",
      "report.added": "added the report",
      "edition.stored": "added a new edition",
    } satisfies Record<ActivityEntry["did"], string>,
    /** Of what nobody in particular did. */
    came: { "report.added": "The report was added", "edition.stored": "A new edition of the report was added" },
  },
  inbox: {
    title: "Inbox",
    open: (unread: number) =>
      unread === 0 ? "Inbox" : `Inbox, ${unread > 99 ? "more than 99" : number.format(unread)} new`,
    lead: "Mentions of you, replies where you wrote, and changes to your account.",
    empty: "Nothing here yet",
    emptyHow:
      "When a colleague writes @ and your name, or replies to a note of yours or after you, it will be listed here.",
    failed: "The inbox could not be loaded.",
    readAll: "Mark all as read",
    notRead: "It could not be noted as read.",
    older: "Show older",
    new: "New",
    replied: "replied",
    mentioned: "mentioned you in a note",
    mentionedInReply: "mentioned you in a reply",
    reset: (by: string | null) =>
      by === null
        ? "Your password was reset with a link created on the server"
        : `Your password was reset with a link created by ${by}`,
    resetHow: "If this was not you, change your password and end the other sessions.",
  },
} as const;
