import type { ProblemTable } from "../table";
import { TITLE_TOO_LONG } from "./shared";

/** Links and collections. */
export const SHARING = {
  "collection-full": { status: 409, text: "A collection can have at most {max} passages. Remove one first." },
  "conflict.collection": {
    status: 409,
    text: "This collection changed after you opened it. Reload the page, then try again.",
  },
  "share-open": {
    status: 409,
    text: "This collection has an active link. Revoke the link first, then delete the collection.",
  },
  "share-note": {
    status: 400,
    text: "One of the selected notes is no longer on this passage. Reload the page, then select the notes again.",
  },
  "share-private": { status: 400, text: "Only you can see this note. Make it visible to your team, then share it." },
  "title-missing": { status: 400, text: "A collection needs a title." },
  "title-too-long": { status: 400, text: TITLE_TOO_LONG },
  "introduction-too-long": {
    status: 400,
    text: "The introduction is longer than {max, number} characters. Shorten it.",
  },
  "share-made": {
    status: 409,
    text: "This link was already created, and a link is shown only once. Replace the link, or revoke it and create another one.",
  },
  "share-highlight": {
    status: 400,
    text: "The highlight is not on the shared passage. Reload the page and share the passage again.",
  },
  "share-ended": { status: 409, text: "This link is no longer active. Share the passage again instead." },
  "share-empty": { status: 409, text: "This collection is empty. Add passages first." },
  "share-draft": { status: 409, text: "This collection has no link to revoke." },
  "share-gone": { status: 410, text: "This link is no longer active. Ask the person who sent it for a new one." },
} as const satisfies ProblemTable;
