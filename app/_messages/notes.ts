import { byline, isAttribution } from "@/lib/annotations/attribution";
import type { Colour } from "@/lib/annotations/highlights/colours";
import type { Visibility } from "@/lib/annotations/schemas";
import { count, number } from "./format";

/** What colours are called where the team has not named them. */
const COLOURS: Readonly<Record<Colour, string>> = { 1: "Yellow", 2: "Blue", 3: "Red", 4: "Violet" };

const inBrackets = (name: string | null) => (name === null ? "" : ` (${name})`);

/** How words are selected, for those who have not done it here before. */
const selectWords = (isTouch: boolean) =>
  isTouch ? "Press and hold words of the text" : "Select any words of the text";

/** "Only you will see", and what comes after it. */
const willSee = (visibility: Visibility, name: string): string =>
  ({ private: "Only you", team: "Your team", group: `The group ${name}` })[visibility].concat(" will see");

/** What is said of highlights and notes, and of who sees them. */
export const notes = {
  notes: {
    title: "Notes",
    all: "All notes",
    open: (n: number) => (n === 0 ? "Notes" : `Notes, ${count(n, "highlight", "highlights")}`),
    count: (n: number) => (n > 99 ? "99+" : number.format(n)),
    empty: "No highlights yet",
    emptyHow: (isTouch: boolean) =>
      `${selectWords(isTouch)} to highlight them or to write a note. What you mark for your team, they see too.`,
    emptyReader: "What your team highlights, and the notes they write on it, will stand here.",
    hintLabel: "What you can do here",
    hint: (isTouch: boolean) => `${selectWords(isTouch)} to highlight them, write a note on them or share them.`,
    hintReader: (isTouch: boolean) =>
      `Open any highlighted words to see who marked them and why. ${selectWords(isTouch)} to copy a link to them.`,
    hintDismiss: "Do not show this again",
    failed: "The notes could not be loaded.",
    colours: COLOURS,
    /** A colour as it is said: with what the team calls it, if anything. */
    colour: (colour: Colour, name: string | null) => `${COLOURS[colour]}${name ? `: ${name}` : ""}`,
    colourTip: (said: string, key: Colour) => `${said} (${key})`,
    legend: {
      title: "What the colours mean",
      none: "Your team has not named them yet. Owners and editors can.",
      how: "What you call a colour, your whole team sees.",
      away: "Concord cannot be reached. Colours can be named as soon as it is back.",
      nameOf: (colour: string) => `What ${colour.toLowerCase()} means`,
    },
    /** What a line in the margin stands for, where there is no room for all. */
    folded: (count: number) => (count === 1 ? "1 more note here" : `${count} more notes here`),
    selectionBar: "What to do with the selected words",
    selectByKeys: "Select words with the keyboard",
    selectingHow:
      "Selecting. Left and right move by word, up and down by sentence, Page Up and Page Down by paragraph; with Shift they extend. Tab leads to what can be done, Escape gives up. ",
    /** What is said of a selection: all of a short one, the ends of a long one. */
    selected: (text: string) => {
      const said = text.replaceAll(/\s+/gu, " ");
      if (said.length <= 120) return said;
      return `${said.slice(0, said.indexOf(" ", 40))} … ${said.slice(said.lastIndexOf(" ", said.length - 40) + 1)}`;
    },
    highlightIn: (colour: Colour, name: string | null) =>
      `Highlight in ${COLOURS[colour].toLowerCase()}${inBrackets(name)}`,
    recolour: (colour: Colour, name: string | null) => `Make it ${COLOURS[colour].toLowerCase()}${inBrackets(name)}`,
    overlapping: (n: number) => count(n, "highlight lies here", "highlights lie here"),
    overlappingBy: (writer: string, colour: string) => `${writer} · ${colour}`,
    hasNote: "With a note",
    tags: {
      label: "Tags",
      add: "Add a tag",
      offered: "Tags in use",
      count: (n: number) => count(n, "tag in use", "tags in use"),
      remove: (tag: string) => `Take off the tag “${tag}”`,
    },
    filter: {
      title: "Which notes are shown",
      open: (chosen: number) => (chosen === 0 ? "Filter" : `Filter, ${chosen} chosen`),
      mine: "Mine",
      shown: (n: number, total: number) => `${number.format(n)} of ${number.format(total)} shown`,
      beside: "The open note is none of them.",
      faint: "In the text, the others keep a thin line.",
      clear: "Show all",
      none: "No note is like that",
      person: "By",
      anyPerson: "Anybody",
      colour: "Colour",
      anyColour: "Any",
      tag: "Tag",
      anyTag: "Any",
      state: "State",
      anyState: "Any",
      visibility: "Seen by",
      anyVisibility: "Anybody",
      option: (name: string, n: number) => `${name} (${number.format(n)})`,
      states: {
        open: "Open notes",
        resolved: "Resolved notes",
        bare: "Without a note",
        moved: "Moved in this edition",
        changed: "Words changed in this edition",
        unplaced: "Without a place here",
      },
    },
    ticks: {
      label: "Where notes are",
      stretch: (n: number, quote: string) => `${count(n, "note", "notes")}, from “${quote}” on`,
    },
    cardLabel: (writer: string) => `Highlight ${byline(writer)}`,
    write: "Write a note",
    edit: "Edit the note",
    copyLink: "Copy a link for colleagues",
    linkCopied: "Link copied. Colleagues who are signed in can open it.",
    linkNotCopied: "Your browser did not let us copy. This is the link:",
    share: "Share outside",
    delete: "Delete the highlight",
    deleted: "Highlight deleted.",
    deleteNote: "Delete the note",
    noteDeleted: "Note deleted. Its highlight is still there.",
    undo: "Undo",
    /** What is written, as its editor names it. */
    written: {
      note: {
        text: "Note",
        remove: "Delete the note",
        gone: "The note was deleted meanwhile. Saving writes it anew.",
      },
      reply: {
        text: "Reply",
        remove: "Delete the reply",
        gone: "The reply was deleted meanwhile. Saving writes it anew.",
      },
    },
    mention: {
      label: "Members",
      offered: (n: number) => `${count(n, "member", "members")}. Up and down choose, Enter takes one.`,
      /** Who hears of being mentioned, where that is not everybody. */
      told: {
        private: "Nobody is told that they are mentioned, since only you see this.",
        group: "Of those you mention, only members of the group are told.",
        team: "",
      } satisfies Record<Visibility, string>,
    },
    thread: {
      label: "Replies",
      count: (n: number) => count(n, "reply", "replies"),
      by: (writer: string) => `Reply ${byline(writer)}`,
      /** Who sees a reply that not all who see the note can see. */
      onlyFor: (visibility: Visibility, name: string) =>
        visibility === "private" ? "Visible only to its author and the note’s author" : `Visible only to: ${name}`,
      edited: "edited",
      reply: "Reply",
      edit: "Edit the reply",
      deleted: "Reply deleted.",
      resolve: "Resolve",
      reopen: "Reopen",
      resolved: (by: string | null) => (by === null ? "Resolved" : `Resolved by ${by}`),
    },
    save: "Save",
    saveInstead: "Save mine instead",
    saysNow: "It was changed meanwhile. It says now:",
    cancel: "Cancel",
    draftKept: "What you typed is kept here, not saved yet.",
    draftDropped: "What you typed was thrown away.",
    goOnWriting: "Go on writing",
    more: "More",
    tooComplex: "This note is too complex to format. It’s shown as it was typed.",
    ticked: "Done",
    notTicked: "Not done",
    notSaved: "Not saved yet.",
    unreachable: "Concord cannot be reached. Check the connection.",
    visibility: { private: "Only you", team: "Your team", group: "Your group" },
    seenBy: "Who sees it",
    /** What stands for a group that the person is not in any more. */
    formerGroup: "A group you have left",
    /** Of what will be marked. */
    willSeeMarked: "Who will see what you mark",
    writeTab: "Write",
    previewTab: "Preview",
    previewEmpty: "Nothing is written yet.",
    seenByHint: (visibility: Visibility, name: string) => `${willSee(visibility, name)} it.`,
    saveKey: (isApple: boolean) => `${isApple ? "⌘" : "Ctrl"}+Enter saves.`,
    markdownHint: "**Bold**, *italics*, lists and links can be written in Markdown, and @ mentions a colleague.",
    spoken: (n: number) => count(n, "highlight in this passage", "highlights in this passage"),
    spokenHighlight: (writer: string, quote: string) =>
      isAttribution(writer) ? `Highlight ${byline(writer)}: “${quote}”.` : `${writer} highlighted “${quote}”.`,
    spokenNote: (body: string) => `Note: ${body}`,
    /** What became of a note; nothing where nothing did. */
    spokenThread: (replies: number, isResolved: boolean) =>
      [replies > 0 && `${count(replies, "reply", "replies")}.`, isResolved && "Resolved."].filter(Boolean).join(" "),
    olderEdition: "This link was made in another edition of the report, so its passage may stand elsewhere.",
    brokenLink: "This link names no passage of the report. It may have lost its end on the way to you.",
  },
} as const;
