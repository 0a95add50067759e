import { randomUUID } from "node:crypto";
import { everyone, members, type Permission } from "./row";

const REPORT = "russian-soft-power-in-kazakhstan";
/** A quote that occurs only once in the report. */
const QUOTE = "Taken for Granted?";
/** Matches any version. */
const ANY = { "if-match": "*" };

const NOTE = "/api/v1/notes/[id]";
const ANNOTATION = "/api/annotations/[id]";

const annotation = (exact: string) => ({
  "@context": "http://www.w3.org/ns/anno.jsonld",
  type: "Annotation",
  bodyValue: "A note",
  target: { source: `https://concord.example/r/${REPORT}`, selector: { type: "TextQuoteSelector", exact } },
});

/** The responses of version 1 of the REST API to every caller. A session has the same effect as a token. */
export const API: Permission[] = [
  { route: "/api/openapi.json", method: "GET", expected: everyone(200) },
  {
    route: "/api/v1/search",
    method: "GET",
    send: () => ({ query: { q: "soft" } }),
    expected: members(200, 200, 200, 200, 200),
  },
  { route: "/api/v1/reports", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/v1/reports/[slug]",
    method: "GET",
    send: () => ({ params: { slug: REPORT } }),
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-cache",
  },
  {
    route: "/api/v1/reports/[slug]/access",
    method: "GET",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/v1/reports/[slug]/access",
    method: "PUT",
    send: ({ slug, group }) => ({
      params: { slug },
      body: { version: 1, audience: "team", people: [], groups: [{ id: group.id, right: "read" }] },
    }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/v1/reports/[slug]/archive",
    method: "PUT",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/v1/reports/[slug]/archive",
    method: "DELETE",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/v1/reports/[slug]/restore",
    method: "POST",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 204, 204),
  },
  { route: "/api/v1/notes", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/v1/notes",
    method: "POST",
    send: () => ({ body: { report: REPORT, passage: { quote: QUOTE }, visibility: "team" } }),
    expected: members(403, 201, 201, 201, 201),
  },
  {
    route: NOTE,
    method: "GET",
    of: "team",
    send: ({ team: { id } }) => ({ params: { id } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: NOTE,
    method: "GET",
    of: "private",
    send: ({ mine: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: NOTE,
    method: "GET",
    of: "group",
    send: ({ grouped: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 200, 404, 404, 200),
  },
  {
    route: NOTE,
    method: "PATCH",
    of: "team",
    send: ({ team: { id } }) => ({ params: { id }, headers: ANY, body: { colour: 2 } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: NOTE,
    method: "PATCH",
    of: "team, to resolve it",
    send: ({ team: { id } }) => ({ params: { id }, headers: ANY, body: { resolved: true } }),
    expected: members(403, 200, 200, 200, 200),
  },
  {
    route: NOTE,
    method: "PATCH",
    of: "private",
    send: ({ mine: { id } }) => ({ params: { id }, headers: ANY, body: { text: "Other words." } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: NOTE,
    method: "PATCH",
    of: "group",
    send: ({ grouped: { id } }) => ({ params: { id }, headers: ANY, body: { tags: ["oil"] } }),
    expected: members(404, 404, 200, 404, 404, 403),
  },
  {
    route: NOTE,
    method: "DELETE",
    of: "team",
    send: ({ team: { id } }) => ({ params: { id }, headers: ANY }),
    expected: members(403, 403, 204, 204, 204),
  },
  {
    route: NOTE,
    method: "DELETE",
    of: "private",
    send: ({ mine: { id } }) => ({ params: { id }, headers: ANY }),
    expected: members(404, 404, 204, 404, 404),
  },
  {
    route: NOTE,
    method: "DELETE",
    of: "deleted",
    send: ({ deleted: { id } }) => ({ params: { id }, headers: ANY }),
    expected: members(404, 404, 404, 404, 404),
  },
  { route: "/api/v1/shares", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/v1/shares",
    method: "POST",
    of: "team note",
    send: ({ team: { id }, author }) => ({ body: { note: id, notesOf: [author.id] } }),
    expected: members(403, 403, 201, 201, 201),
  },
  {
    route: "/api/v1/shares",
    method: "POST",
    of: "passage of a private note",
    send: ({ mine: { id } }) => ({ body: { note: id } }),
    expected: members(404, 404, 201, 404, 404),
  },
  {
    route: "/api/v1/shares/[id]",
    method: "GET",
    send: ({ share: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 200, 200, 200),
  },
  {
    route: "/api/v1/shares/[id]",
    method: "GET",
    of: "with an unknown ID",
    send: () => ({ params: { id: randomUUID() } }),
    expected: members(404, 404, 404, 404, 404),
  },
  {
    route: "/api/v1/shares/[id]",
    method: "DELETE",
    send: ({ share: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 200, 200, 200),
  },
  // The Web Annotation Protocol
  { route: "/api/annotations", method: "GET", expected: members(200, 200, 200, 200, 200) },
  { route: "/api/annotations", method: "OPTIONS", expected: everyone(204) },
  { route: ANNOTATION, method: "OPTIONS", send: ({ mine: { id } }) => ({ params: { id } }), expected: everyone(204) },
  {
    route: "/api/annotations",
    method: "POST",
    send: () => ({ body: annotation(QUOTE) }),
    expected: members(403, 201, 201, 201, 201),
  },
  {
    route: ANNOTATION,
    method: "GET",
    of: "private",
    send: ({ mine: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: ANNOTATION,
    method: "PUT",
    of: "private reply",
    send: ({ replies: { mine: id } }) => ({ params: { id }, headers: ANY, body: annotation(QUOTE) }),
    expected: members(404, 404, 409, 404, 404),
  },
  {
    route: ANNOTATION,
    method: "DELETE",
    of: "team",
    send: ({ team: { id } }) => ({ params: { id }, headers: ANY }),
    expected: members(403, 403, 204, 204, 204),
  },
  {
    route: ANNOTATION,
    method: "DELETE",
    of: "reply to a group note",
    send: ({ replies: { grouped: id } }) => ({ params: { id }, headers: ANY }),
    expected: members(404, 404, 204, 404, 404, 403),
  },
];
