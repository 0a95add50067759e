/** The operations of REST v1: the single source for the handlers and the OpenAPI document. */

import type { z } from "zod";
import type { Scope } from "../accounts/limits";
import {
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
  reportList,
  searchAnswer,
  searchParams,
  share,
  shareList,
  slugParams,
} from "./schemas";

/** Headers that an operation uses, besides the common ones. */
type MeaningfulHeader = "If-Match" | "If-None-Match" | "Idempotency-Key";

export interface Operation {
  id: string;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With parameters in braces. */
  path: string;
  group: "Search" | "Reports" | "Notes" | "Shares";
  summary: string;
  /** Markdown without HTML; empty if the summary is enough. */
  description: string;
  /** The input, in the format that the route handler wrapper expects. */
  takes: { scope: Scope; cost?: "search"; query?: z.ZodType; params?: z.ZodType; body?: z.ZodType };
  headers: readonly MeaningfulHeader[];
  /** The response on success. */
  answer: { status: 200 | 201 | 204; description: string; body: z.ZodType | null; headers?: readonly string[] };
  /** Error statuses, besides those of every operation. */
  errors: readonly number[];
  /** An example request. */
  example: { path: string; body?: object };
}

/** Example ids: of a note or share, and of a person. */
const AN_ID = "3f2a8c14-6b0e-4d57-9a71-2c5e8f0b6d43";
const A_PERSON = "b6c1f0de-52a3-4e8f-8d94-7a0c3e9f2b15";

export const search = {
  id: "search",
  method: "GET",
  path: "/api/v1/search",
  group: "Search",
  summary: "Search all reports, and the notes that you may see",
  description: "",
  takes: { scope: "read", cost: "search", query: searchParams },
  headers: [],
  answer: { status: 200, description: "What was found.", body: searchAnswer },
  errors: [],
  example: { path: '/api/v1/search?q="soft+power"&limit=5' },
} as const satisfies Operation;

export const listReports = {
  id: "listReports",
  method: "GET",
  path: "/api/v1/reports",
  group: "Reports",
  summary: "List the reports",
  description: "",
  takes: { scope: "read", query: listQuery },
  headers: [],
  answer: { status: 200, description: "The reports, in the order of the library.", body: reportList },
  errors: [],
  example: { path: "/api/v1/reports" },
} as const satisfies Operation;

export const getReport = {
  id: "getReport",
  method: "GET",
  path: "/api/v1/reports/{slug}",
  group: "Reports",
  summary: "Read a report: its sections and the text of its blocks",
  description: "In its current edition. Ask again with If-None-Match to be told whether it has changed.",
  takes: { scope: "read", params: slugParams },
  headers: ["If-None-Match"],
  answer: { status: 200, description: "The report.", body: report, headers: ["ETag"] },
  errors: [304, 404],
  example: { path: "/api/v1/reports/russian-soft-power-in-kazakhstan" },
} as const satisfies Operation;

export const listNotes = {
  id: "listNotes",
  method: "GET",
  path: "/api/v1/notes",
  group: "Notes",
  summary: "List highlights and notes",
  description: "Those that you may see, in all reports, in the order in which they were made.",
  takes: { scope: "read", cost: "search", query: notesQuery },
  headers: [],
  answer: { status: 200, description: "A page of them.", body: noteList },
  errors: [],
  example: { path: "/api/v1/notes?state=open&tag=education" },
} as const satisfies Operation;

export const createNote = {
  id: "createNote",
  method: "POST",
  path: "/api/v1/notes",
  group: "Notes",
  summary: "Highlight a passage, with a note or without",
  description:
    "The passage is named by its words. Where they stand in several places, say what stands before and after them, or where they begin. " +
    "Only you see it, unless you say otherwise.",
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
  summary: "Read a highlight with its note and the replies",
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
  description: "All that you say is changed together, or nothing. Earlier texts of the note are kept.",
  takes: { scope: "write", params: idParams, body: noteChange },
  headers: ["If-Match", "Idempotency-Key"],
  answer: { status: 200, description: "The note as it is now.", body: note, headers: ["ETag"] },
  errors: [404, 409, 412, 413, 415, 428],
  example: { path: `/api/v1/notes/${AN_ID}`, body: { text: "Settled.", resolved: true } },
} as const satisfies Operation;

export const deleteNote = {
  id: "deleteNote",
  method: "DELETE",
  path: "/api/v1/notes/{id}",
  group: "Notes",
  summary: "Delete a highlight with its note",
  description: "Who deletes it can bring it back in the app for 30 days, under “Deleted lately”.",
  takes: { scope: "write", params: idParams },
  headers: ["If-Match", "Idempotency-Key"],
  answer: { status: 204, description: "It is deleted.", body: null },
  errors: [404, 409, 412, 428],
  example: { path: `/api/v1/notes/${AN_ID}` },
} as const satisfies Operation;

export const listShares = {
  id: "listShares",
  method: "GET",
  path: "/api/v1/shares",
  group: "Shares",
  summary: "List the links to passages",
  description: "Your own; for owner and editors, everybody's. The links themselves are never told again.",
  takes: { scope: "read", query: listQuery },
  headers: [],
  answer: { status: 200, description: "A page of them.", body: shareList },
  errors: [],
  example: { path: "/api/v1/shares" },
} as const satisfies Operation;

export const createShare = {
  id: "createShare",
  method: "POST",
  path: "/api/v1/shares",
  group: "Shares",
  summary: "Make a link that shows a passage to anybody who has it",
  description:
    "The link is told only in the answer. With an Idempotency-Key, the same request again makes no second link, and is answered with 409.",
  takes: { scope: "write", body: newApiShare },
  headers: ["Idempotency-Key"],
  answer: { status: 201, description: "The share, and its link.", body: madeShare, headers: ["Location"] },
  errors: [404, 409, 413, 415, 422],
  example: { path: "/api/v1/shares", body: { note: AN_ID, notesOf: [A_PERSON], days: 30 } },
} as const satisfies Operation;

export const getShare = {
  id: "getShare",
  method: "GET",
  path: "/api/v1/shares/{id}",
  group: "Shares",
  summary: "Read what a link shows, and whether it works",
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
  summary: "End a link at once",
  description: "One that was ended before stays as it is.",
  takes: { scope: "write", params: idParams },
  headers: [],
  answer: { status: 200, description: "The share as it is now.", body: share },
  errors: [404, 409],
  example: { path: `/api/v1/shares/${AN_ID}` },
} as const satisfies Operation;

/** In the order of the documentation. */
export const OPERATIONS: readonly Operation[] = [
  search,
  listReports,
  getReport,
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
