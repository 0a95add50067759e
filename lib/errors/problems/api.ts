import type { ProblemTable } from "../table";

/** The REST API and the Web Annotation Protocol. */
export const API = {
  "no-such-page": { status: 404, text: "The container has no page with this number. Start from the first page." },
  "not-an-annotation": { status: 415, text: "The request body must have the type Annotation." },
  cursor: { status: 400, text: "This cursor is not valid for this list. Omit it to start from the first page." },
  "passage-not-found.at-start": {
    status: 422,
    text: "The quote doesn’t match the text at this start offset. Fetch the report again.",
  },
  "passage-not-found.anywhere": {
    status: 422,
    text: "The text doesn’t contain this exact quote. Copy it from the report’s current edition.",
  },
  "passage-ambiguous": {
    status: 422,
    text: "The quote occurs more than once. Send the text before and after it as prefix and suffix, or its start offset.",
  },
  "precondition-required": {
    status: 428,
    text: "In the If-Match header, send the ETag of the version you want to change.",
  },
  "precondition-failed": {
    status: 412,
    text: "The item has changed since the version in If-Match, so nothing was saved. Fetch the current version, then try again.",
  },
  "share-what": { status: 400, text: "Send either a note, or a report and a passage." },
  "share-unplaced": { status: 409, text: "The passage can’t be found in the report’s current edition." },
  "annotation-fixed.names": {
    status: 409,
    text: "An annotation’s ID and canonical IRI can’t be changed. Send the existing ones.",
  },
  "annotation-fixed.parent": { status: 409, text: "A reply can’t be moved. Create a new reply instead." },
  "annotation-fixed.passage": {
    status: 409,
    text: "An annotation can’t be moved. Create a new annotation for the other passage.",
  },
  "annotation-elsewhere": { status: 422, text: "The annotation is about a document that isn’t a report in Concord." },
  "annotation-forbidden": { status: 403, text: "{reason}" },
  "annotation-unsupported": { status: 422, text: "{reason}" },
  "annotation-invalid": { status: 400, text: "{reason}" },
} as const satisfies ProblemTable;
