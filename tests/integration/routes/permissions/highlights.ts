import { EXPORT_FORMATS, isPdfFormat } from "@/lib/exchange/formats";
import { members, type Permission } from "./row";

/** Highlights with their tags, colours and positions, and the list of all notes. */
export const HIGHLIGHTS: Permission[] = [
  // Highlights
  {
    route: "/api/reports/[slug]/highlights",
    method: "GET",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(200, 200, 200, 200, 200),
  },
  ...(["private", "team"] as const).map(
    (visibility): Permission => ({
      route: "/api/reports/[slug]/highlights",
      method: "POST",
      of: visibility,
      send: ({ slug, newHighlight }) => ({ params: { slug }, body: newHighlight(visibility, "Something.") }),
      expected: members(403, 200, 200, 200, 200),
    }),
  ),
  {
    route: "/api/highlights/[id]/picture",
    method: "GET",
    of: "team",
    send: ({ area }) => ({ params: { id: area.id } }),
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-cache",
  },
  {
    route: "/api/highlights/[id]/picture",
    method: "GET",
    of: "private",
    send: ({ secretArea }) => ({ params: { id: secretArea.id } }),
    expected: members(404, 404, 200, 404, 404),
    caching: "private, no-cache",
  },
  {
    route: "/api/highlights/[id]",
    method: "PATCH",
    of: "team",
    send: ({ team }) => ({ params: { id: team.id }, body: { version: team.version, colour: 2 } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/highlights/[id]",
    method: "PATCH",
    of: "private",
    send: ({ mine }) => ({ params: { id: mine.id }, body: { version: mine.version, visibility: "team" } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: "/api/highlights/[id]",
    method: "DELETE",
    of: "team",
    send: ({ team }) => ({ params: { id: team.id }, query: { version: String(team.version) } }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]",
    method: "DELETE",
    of: "private",
    send: ({ mine }) => ({ params: { id: mine.id }, query: { version: String(mine.version) } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: "/api/highlights/[id]/restore",
    method: "POST",
    of: "deleted by its author",
    send: ({ deleted }) => ({ params: { id: deleted.id } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/highlights/[id]/restore",
    method: "POST",
    of: "deleted by a moderator",
    send: ({ moderated }) => ({ params: { id: moderated.id } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/highlights/[id]/restore",
    method: "POST",
    of: "private",
    send: ({ mine }) => ({ params: { id: mine.id } }),
    expected: members(404, 404, 200, 404, 404),
  },

  // Tags
  { route: "/api/tags", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/highlights/[id]/tags",
    method: "PUT",
    of: "team",
    send: ({ team: { id, version } }) => ({ params: { id }, body: { version, tags: ["oil"] } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/highlights/[id]/tags",
    method: "PUT",
    of: "private",
    send: ({ mine: { id, version } }) => ({ params: { id }, body: { version, tags: ["oil"] } }),
    expected: members(404, 404, 200, 404, 404),
  },

  // Notes in all reports
  { route: "/api/notes", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/notes",
    method: "GET",
    of: "with a query",
    send: () => ({ query: { q: "rivers is:private" } }),
    expected: members(200, 200, 200, 200, 200),
  },

  ...EXPORT_FORMATS.map(
    (format): Permission => ({
      route: "/api/notes/export",
      method: "GET",
      of: format,
      send: () => ({ query: { format } }),
      // A PDF is of one report, and the one below was not added from a PDF.
      expected: isPdfFormat(format) ? members(400, 400, 400, 400, 400) : members(200, 200, 200, 200, 200),
    }),
  ),
  {
    route: "/api/notes/export",
    method: "GET",
    of: "a report as a PDF",
    send: ({ mine: { report } }) => ({ query: { format: "pdf", report } }),
    expected: members(409, 409, 409, 409, 409),
  },
  ...["/api/imports/preview", "/api/imports"].map(
    (route): Permission => ({
      route,
      method: "POST",
      send: () => ({ body: { text: "[]", report: null, visibility: "file" } }),
      expected: members(403, 200, 200, 200, 200),
    }),
  ),

  // Names of colours
  { route: "/api/colours", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/colours/[colour]",
    method: "PUT",
    send: () => ({ params: { colour: "1" }, body: { name: "Questions" } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/colours/[colour]",
    method: "PUT",
    of: "with an unknown colour",
    send: () => ({ params: { colour: "5" } }),
    expected: members(400, 400, 400, 400, 400),
  },

  // Placements
  {
    route: "/api/highlights/[id]/placement",
    method: "PUT",
    of: "team, already placed",
    send: ({ team, passage }) => ({ params: { id: team.id }, body: passage }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]/placement",
    method: "PUT",
    of: "private",
    send: ({ mine, passage }) => ({ params: { id: mine.id }, body: passage }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: "/api/highlights/[id]/placement",
    method: "DELETE",
    of: "team",
    send: ({ team }) => ({ params: { id: team.id }, query: { edition: team.edition } }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]/placement",
    method: "DELETE",
    of: "private",
    send: ({ mine }) => ({ params: { id: mine.id }, query: { edition: mine.edition } }),
    expected: members(404, 404, 200, 404, 404),
  },
  ...(["PUT", "DELETE"] as const).flatMap((method): Permission[] => [
    {
      route: "/api/highlights/[id]/settled",
      method,
      of: "team",
      send: ({ team }) => ({ params: { id: team.id }, query: { edition: team.edition } }),
      // A highlight that already has a position doesn't need to be placed.
      expected: method === "PUT" ? members(403, 403, 409, 409, 409) : members(403, 403, 200, 200, 200),
    },
    {
      route: "/api/highlights/[id]/settled",
      method,
      of: "private",
      send: ({ mine }) => ({ params: { id: mine.id }, query: { edition: mine.edition } }),
      expected: members(404, 404, method === "PUT" ? 409 : 200, 404, 404),
    },
  ]),
];
