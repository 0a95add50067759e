import type { ProblemTable } from "../table";

/** Highlights, notes and replies. */
export const ANNOTATIONS = {
  "colour-name-taken": { status: 409, text: "Another colour is already named “{name}”. Choose another name." },
  "colour-name-too-long": { status: 400, text: "A colour name can have at most {max} characters. Shorten it." },
  "not-deleted": { status: 409, text: "Delete this item first. Then you can delete it permanently." },
  "save-key": {
    status: 409,
    text: "This save key was already used for a different change, so nothing was saved. Try again.",
  },
  "passage-range": { status: 400, text: "The passage is outside the text. Select it again." },
  "passage-empty": { status: 400, text: "The passage is empty. Select some text first." },
  "passage-too-long": { status: 400, text: "The passage is longer than {max, number} characters. Select less text." },
  "passage-cuts-character": {
    status: 400,
    text: "The passage starts or ends in the middle of a character. Select it again.",
  },
  "quote-mismatch": {
    status: 400,
    text: "The quote doesn’t match the text at this position. Reload the page and select it again.",
  },
  "passage-blank": { status: 400, text: "The passage contains only spaces. Select some words." },
  "prefix-mismatch": {
    status: 400,
    text: "The words before the passage don’t match the text. Reload the page and select it again.",
  },
  "suffix-mismatch": {
    status: 400,
    text: "The words after the passage don’t match the text. Reload the page and select it again.",
  },
  "area-nowhere": {
    status: 400,
    text: "This page or picture isn’t part of the report. Reload the page and mark the area again.",
  },
  "area-with-text": { status: 400, text: "An area can’t contain a quote. Send a start that equals the end." },
  "not-an-area": { status: 400, text: "Only areas have a description. This highlight is in the text." },
  "attach-area": { status: 400, text: "This note belongs to an area. Mark an area to reattach it." },
  "attach-text": { status: 400, text: "This note belongs to words in the text. Select some words to reattach it." },
  "description-missing": { status: 400, text: "Describe what the area shows." },
  "description-too-long": {
    status: 400,
    text: "A description can have at most {max, number} characters. Shorten it.",
  },
  "highlight-exists": { status: 409, text: "A highlight with this ID already exists. Highlight the passage again." },
  "bad-request.no-such-page": {
    status: 400,
    text: "This page of the list doesn’t exist. Start again from the first page.",
  },
  "closing.server": { status: 503, text: "Concord is shutting down. Try again in a moment." },
  "too-many-streams": {
    status: 429,
    text: "Concord is open in too many tabs. At most {max} of them can get live updates. Close some tabs.",
  },
  "has-place.just-now": {
    status: 409,
    text: "Someone has already reattached this highlight to a passage.",
  },
  "has-place.already": {
    status: 409,
    text: "This highlight is already attached to a passage. Reload the page to see it.",
  },
  "reply-exists": { status: 409, text: "A reply with this ID already exists. Write your reply again." },
  "edition-superseded.reload": {
    status: 409,
    text: "This report has a newer edition. Reload the page, then try again.",
  },
  colour: { status: 400, text: "Choose one of the colours 1 to 4." },
  group: { status: 400, text: "Choose a group that you are a member of." },
  "note-empty.note": { status: 400, text: "The note is empty. Write something, or delete it." },
  "note-empty.reply": { status: 400, text: "The reply is empty. Write something, or delete it." },
  "note-too-long.note": {
    status: 400,
    text: "The note is longer than {max, number} characters. Shorten it, or split it in two.",
  },
  "note-too-long.reply": {
    status: 400,
    text: "The reply is longer than {max, number} characters. Shorten it, or split it in two.",
  },
  "conflict.highlight": {
    status: 409,
    text: "This was changed after you opened it. Review the current version, then save again.",
  },
} as const satisfies ProblemTable;
