/** The operations of REST v1. Both the handlers and the OpenAPI document are derived from them. */

import type { z } from "zod";
import type { Scope } from "../accounts/limits";
import {
  accessChange,
  archiving,
  idParams,
  listQuery,
  madeShare,
  newApiShare,
  newNote,
  note,
  noteChange,
  noteList,
  notesQuery,
  report,
  reportAccess,
  reportList,
  reportsQuery,
  searchAnswer,
  searchParams,
  share,
  shareList,
  slugParams,
} from "./schemas";

/** Request headers that an operation uses in addition to the common ones. */
type MeaningfulHeader = "If-Match" | "If-None-Match" | "Idempotency-Key";

export interface Operation {
  id: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path, with parameters in braces. */
  path: string;
  group: "Search" | "Reports" | "Notes" | "Shares";
  summary: string;
  /** The description, in Markdown without HTML; empty if the summary is enough. */
  description: string;
  /** The input, in the format that the route handler wrapper expects. */
  takes: { scope: Scope; cost?: "search"; query?: z.ZodType; params?: z.ZodType; body?: z.ZodType };
  headers: readonly MeaningfulHeader[];
  /** The response on success. */
  answer: { status: 200 | 201 | 204; description: string; body: z.ZodType | null; headers?: readonly string[] };
  /** Error statuses, in addition to those that every operation can have. */
  errors: readonly number[];
  /** An example request. */
  example: { path: string; body?: object };
}

/** Example ids: one for a note or share, and one for a user. */
const AN_ID = "3f2a8c14-6b0e-4d57-9a71-2c5e8f0b6d43";
const A_PERSON = "b6c1f0de-52a3-4e8f-8d94-7a0c3e9f2b15";

export const search = {
  id: "search",
  method: "GET",
  path: "/api/v1/search",
  group: "Search",
  summary: "Search all reports and the notes you can see",
  description: "",
  takes: { scope: "read", cost: "search", query: searchParams },
  headers: [],
  answer: { status: 200, description: "The search results.", body: searchAnswer },
  errors: [],
  example: { path: '/api/v1/search?q="soft+power"&limit=5' },
} as const satisfies Operation;

export const listReports = {
  id: "listReports",
  method: "GET",
  path: "/api/v1/reports",
  group: "Reports",
  summary: "List reports",
  description: "",
  takes: { scope: "read", query: reportsQuery },
  headers: [],
  answer: { status: 200, description: "The reports, in library order.", body: reportList },
  errors: [],
  example: { path: "/api/v1/reports" },
} as const satisfies Operation;

export const getReport = {
  id: "getReport",
  method: "GET",
  path: "/api/v1/reports/{slug}",
  group: "Reports",
  summary: "Get a report’s sections and the text of its blocks",
  description: "Returns the current edition. Send If-None-Match to check whether the report has changed.",
  takes: { scope: "read", params: slugParams },
  headers: ["If-None-Match"],
  answer: { status: 200, description: "The report.", body: report, headers: ["ETag"] },
  errors: [304, 404],
  example: { path: "/api/v1/reports/russian-soft-power-in-kazakhstan" },
} as const satisfies Operation;

export const getReportAccess = {
  id: "getReportAccess",
  method: "GET",
  path: "/api/v1/reports/{slug}/access",
  group: "Reports",
  summary: "Get who can read and edit a report",
  description: "Requires the right to edit the report.",
  takes: { scope: "read", params: slugParams },
  headers: [],
  answer: {
    status: 200,
    description: "The report’s audience, and the people and groups given access.",
    body: reportAccess,
  },
  errors: [403, 404],
  example: { path: "/api/v1/reports/russian-soft-power-in-kazakhstan/access" },
} as const satisfies Operation;

export const setReportAccess = {
  id: "setReportAccess",
  method: "PUT",
  path: "/api/v1/reports/{slug}/access",
  group: "Reports",
  summary: "Change who can read and edit a report",
  description:
    "Replaces the audience and both lists. Requires the role owner or editor. Making a report public, or its notes, isn’t possible with an API token.",
  takes: { scope: "write", params: slugParams, body: accessChange },
  headers: [],
  answer: { status: 200, description: "The access after the change.", body: reportAccess },
  errors: [403, 404, 409, 413, 415],
  example: {
    path: "/api/v1/reports/russian-soft-power-in-kazakhstan/access",
    body: { version: 1, audience: "restricted", people: [{ id: A_PERSON, right: "edit" }], groups: [] },
  },
} as const satisfies Operation;

export const archiveReport = {
  id: "archiveReport",
  method: "PUT",
  path: "/api/v1/reports/{slug}/archive",
  group: "Reports",
  summary: "Archive a report",
  description:
    "It is no longer listed or searched, unless archived reports are requested, but its page, its notes and links to it still work. Requires the right to edit the report. Archiving it again has no effect.",
  takes: { scope: "write", params: slugParams },
  headers: [],
  answer: { status: 200, description: "The time when the report was archived.", body: archiving },
  errors: [403, 404],
  example: { path: "/api/v1/reports/russian-soft-power-in-kazakhstan/archive" },
} as const satisfies Operation;

export const unarchiveReport = {
  id: "unarchiveReport",
  method: "DELETE",
  path: "/api/v1/reports/{slug}/archive",
  group: "Reports",
  summary: "List and search an archived report again",
  description: "Requires the right to edit the report.",
  takes: { scope: "write", params: slugParams },
  headers: [],
  answer: { status: 200, description: "The report isn’t archived.", body: archiving },
  errors: [403, 404],
  example: { path: "/api/v1/reports/russian-soft-power-in-kazakhstan/archive" },
} as const satisfies Operation;

export const restoreReport = {
  id: "restoreReport",
  method: "POST",
  path: "/api/v1/reports/{slug}/restore",
  group: "Reports",
  summary: "Restore a deleted report",
  description:
    "Restores everything that was in it. Possible for 30 days after the report was deleted. Requires the role owner or editor. Deleting a report isn’t possible with an API token.",
  takes: { scope: "write", params: slugParams },
  headers: [],
  answer: { status: 204, description: "The report isn’t deleted.", body: null },
  errors: [403, 404],
  example: { path: "/api/v1/reports/russian-soft-power-in-kazakhstan/restore" },
} as const satisfies Operation;

export const listNotes = {
  id: "listNotes",
  method: "GET",
  path: "/api/v1/notes",
  group: "Notes",
  summary: "List highlights and notes",
  description: "Lists the highlights you can see in all reports, oldest first, with their notes.",
  takes: { scope: "read", cost: "search", query: notesQuery },
  headers: [],
  answer: { status: 200, description: "One page of the list.", body: noteList },
  errors: [],
  example: { path: "/api/v1/notes?state=open&tag=education" },
} as const satisfies Operation;

export const createNote = {
  id: "createNote",
  method: "POST",
  path: "/api/v1/notes",
  group: "Notes",
  summary: "Highlight a passage, with or without a note",
  description:
    "The passage is identified by its quote. If the quote occurs more than once, also send the text before and after it, or its start offset. " +
    "The highlight is private by default.",
  takes: { scope: "write", body: newNote },
  headers: ["Idempotency-Key"],
  answer: { status: 201, description: "The note.", body: note, headers: ["Location", "ETag"] },
  errors: [404, 409, 413, 415, 422],
  example: {
    path: "/api/v1/notes",
    body: {
      report: "russian-soft-power-in-kazakhstan",
      passage: { quote: "soft power", suffix: " in Kazakhstan" },
      visibility: "team",
      tags: ["education"],
      text: "Compare this with *last year*.",
    },
  },
} as const satisfies Operation;

export const getNote = {
  id: "getNote",
  method: "GET",
  path: "/api/v1/notes/{id}",
  group: "Notes",
  summary: "Get a highlight with its note and replies",
  description: "",
  takes: { scope: "read", params: idParams },
  headers: ["If-None-Match"],
  answer: { status: 200, description: "The note.", body: note, headers: ["ETag"] },
  errors: [304, 404],
  example: { path: `/api/v1/notes/${AN_ID}` },
} as const satisfies Operation;

export const changeNote = {
  id: "changeNote",
  method: "PATCH",
  path: "/api/v1/notes/{id}",
  group: "Notes",
  summary: "Change a highlight, its tags or its note",
  description: "Either all changes are saved, or none. Earlier versions of the note are kept.",
  takes: { scope: "write", params: idParams, body: noteChange },
  headers: ["If-Match", "Idempotency-Key"],
  answer: { status: 200, description: "The note after the change.", body: note, headers: ["ETag"] },
  errors: [404, 409, 412, 413, 415, 428],
  example: { path: `/api/v1/notes/${AN_ID}`, body: { text: "Settled.", resolved: true } },
} as const satisfies Operation;

export const deleteNote = {
  id: "deleteNote",
  method: "DELETE",
  path: "/api/v1/notes/{id}",
  group: "Notes",
  summary: "Delete a highlight with its note",
  description: "You can restore it in the app for 30 days.",
  takes: { scope: "write", params: idParams },
  headers: ["If-Match", "Idempotency-Key"],
  answer: { status: 204, description: "Deleted.", body: null },
  errors: [404, 409, 412, 428],
  example: { path: `/api/v1/notes/${AN_ID}` },
} as const satisfies Operation;

export const listShares = {
  id: "listShares",
  method: "GET",
  path: "/api/v1/shares",
  group: "Shares",
  summary: "List links to passages",
  description:
    "Lists your own links, or the whole team’s links if you are an owner or editor. URLs are not included, because each is shown only once, when the link is created.",
  takes: { scope: "read", query: listQuery },
  headers: [],
  answer: { status: 200, description: "One page of the list.", body: shareList },
  errors: [],
  example: { path: "/api/v1/shares" },
} as const satisfies Operation;

export const createShare = {
  id: "createShare",
  method: "POST",
  path: "/api/v1/shares",
  group: "Shares",
  summary: "Create a public link to a passage",
  description:
    "The URL is returned only once, in this response. If you repeat a request with the same Idempotency-Key, the response is 409 and no second link is created.",
  takes: { scope: "write", body: newApiShare },
  headers: ["Idempotency-Key"],
  answer: { status: 201, description: "The share and its URL.", body: madeShare, headers: ["Location"] },
  errors: [404, 409, 413, 415, 422],
  example: { path: "/api/v1/shares", body: { note: AN_ID, notesOf: [A_PERSON], days: 30 } },
} as const satisfies Operation;

export const getShare = {
  id: "getShare",
  method: "GET",
  path: "/api/v1/shares/{id}",
  group: "Shares",
  summary: "Get a link’s contents and state",
  description: "",
  takes: { scope: "read", params: idParams },
  headers: [],
  answer: { status: 200, description: "The share.", body: share },
  errors: [404],
  example: { path: `/api/v1/shares/${AN_ID}` },
} as const satisfies Operation;

export const revokeShare = {
  id: "revokeShare",
  method: "DELETE",
  path: "/api/v1/shares/{id}",
  group: "Shares",
  summary: "Revoke a link",
  description: "The link stops working immediately. Revoking it again has no effect.",
  takes: { scope: "write", params: idParams },
  headers: [],
  answer: { status: 200, description: "The share after the change.", body: share },
  errors: [404, 409],
  example: { path: `/api/v1/shares/${AN_ID}` },
} as const satisfies Operation;

/** The operations in the order of the documentation. */
export const OPERATIONS: readonly Operation[] = [
  search,
  listReports,
  getReport,
  getReportAccess,
  setReportAccess,
  archiveReport,
  unarchiveReport,
  restoreReport,
  listNotes,
  createNote,
  getNote,
  changeNote,
  deleteNote,
  listShares,
  createShare,
  getShare,
  revokeShare,
];
