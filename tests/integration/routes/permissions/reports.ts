import { members, type Permission } from "./row";

const REPORT = "russian-soft-power-in-kazakhstan";

/** Reports, editions, saved searches, and changes. */
export const REPORTS: Permission[] = [
  // Reports
  {
    route: "/api/search",
    method: "GET",
    send: () => ({ query: { q: "soft" } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/search/completions",
    method: "GET",
    send: () => ({ query: { q: "sof" } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/reports/[slug]/documents",
    method: "GET",
    send: () => ({ params: { slug: REPORT } }),
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-cache",
  },
  {
    route: "/api/reports/[slug]/text",
    method: "GET",
    send: () => ({ params: { slug: REPORT } }),
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-cache",
  },

  // Details
  {
    route: "/api/reports/[slug]",
    method: "GET",
    send: () => ({ params: { slug: REPORT } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/reports/[slug]",
    method: "PATCH",
    send: ({ slug }) => ({ params: { slug }, body: { version: 1, title: "Made up again" } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/reports/[slug]",
    method: "PATCH",
    of: "with an outdated version",
    send: ({ slug }) => ({ params: { slug }, body: { version: 9, title: "Made up again" } }),
    expected: members(403, 403, 403, 409, 409),
  },

  // Editions side by side
  {
    route: "/api/reports/[slug]/comparison",
    method: "GET",
    send: ({ slug }) => ({ params: { slug }, query: { from: "1", to: "1" } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/reports/[slug]/comparison",
    method: "GET",
    of: "with an edition that doesn’t exist",
    send: ({ slug }) => ({ params: { slug }, query: { from: "1", to: "9" } }),
    expected: members(404, 404, 404, 404, 404),
  },

  // Archiving and deleting
  {
    route: "/api/reports/[slug]/archive",
    method: "PUT",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/reports/[slug]/archive",
    method: "DELETE",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/reports/[slug]/deletion",
    method: "GET",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/reports/[slug]/deletion",
    method: "POST",
    send: ({ slug }) => ({ params: { slug }, body: { title: "Made up" } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/reports/[slug]/deletion",
    method: "POST",
    of: "with another title",
    send: ({ slug }) => ({ params: { slug }, body: { title: "Made" } }),
    expected: members(403, 403, 403, 400, 400),
  },
  {
    route: "/api/reports/[slug]/restore",
    method: "POST",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/reports/[slug]/erase",
    method: "POST",
    of: "that isn’t deleted",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 409, 409),
  },
  { route: "/api/deleted/reports", method: "GET", expected: members(200, 200, 200, 200, 200) },

  // Access
  {
    route: "/api/reports/[slug]/access",
    method: "GET",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/reports/[slug]/access",
    method: "PUT",
    send: ({ slug, group }) => ({
      params: { slug },
      body: { version: 1, audience: "team", people: [], groups: [{ id: group.id, right: "edit" }] },
    }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/reports/[slug]/access",
    method: "PUT",
    of: "restricting the report to others",
    send: ({ slug, author }) => ({
      params: { slug },
      body: { version: 1, audience: "restricted", people: [{ id: author.id, right: "read" }], groups: [] },
    }),
    // Editors can't take their own access away.
    expected: members(403, 403, 403, 409, 200),
  },

  // Editions
  {
    route: "/api/editions/preview",
    method: "POST",
    send: ({ upload }) => ({ body: { ...upload, slug: null } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/editions",
    method: "POST",
    send: ({ upload, editionHash }) => ({ body: { ...upload, after: editionHash } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/editions",
    method: "POST",
    of: "previewed against an edition that is not current",
    send: ({ upload }) => ({ body: { ...upload, after: null } }),
    expected: members(403, 403, 403, 409, 409),
  },

  {
    route: "/api/editions/preview",
    method: "POST",
    of: "with a file that an editor uploaded",
    send: ({ pendingSource }) => ({ body: { source: pendingSource.id, given: {}, slug: null } }),
    expected: members(403, 403, 403, 200, 404),
  },

  {
    route: "/api/editions/preview/text",
    method: "POST",
    send: ({ upload }) => ({ body: { ...upload, slug: null } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/editions/preview/text",
    method: "POST",
    of: "a file that an editor uploaded",
    send: ({ pendingSource }) => ({ body: { source: pendingSource.id, given: {}, slug: null } }),
    expected: members(403, 403, 403, 200, 404),
  },

  // Sources
  {
    route: "/api/sources",
    method: "POST",
    send: () => ({ query: { name: "rivers.md" }, body: "# Rivers" }),
    // A file can also be a PDF whose notes are imported.
    expected: members(403, 200, 200, 200, 200),
  },
  {
    route: "/api/sources/[id]",
    method: "GET",
    send: ({ source: { id } }) => ({ params: { id } }),
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-cache, no-transform",
  },
  {
    route: "/api/sources/[id]",
    method: "GET",
    of: "pending",
    send: ({ pendingSource: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 404, 200, 404),
    caching: "private, no-cache, no-transform",
  },
  {
    route: "/api/sources/[id]",
    method: "DELETE",
    send: ({ source: { id } }) => ({ params: { id } }),
    expected: members(409, 409, 409, 409, 409),
  },
  {
    route: "/api/sources/[id]",
    method: "DELETE",
    of: "pending",
    send: ({ pendingSource: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 404, 200, 404),
  },

  {
    route: "/api/sources/[id]/pictures/[picture]",
    method: "GET",
    send: ({ source: { id }, picture }) => ({ params: { id, picture } }),
    expected: members(200, 200, 200, 200, 200),
    caching: "private, max-age=31536000, immutable",
  },
  {
    route: "/api/sources/[id]/pictures/[picture]",
    method: "GET",
    of: "of a pending file",
    send: ({ pendingSource: { id }, picture }) => ({ params: { id, picture } }),
    expected: members(404, 404, 404, 200, 404),
    caching: "private, max-age=31536000, immutable",
  },

  // Pages
  {
    route: "/api/editions/[id]/pages",
    method: "GET",
    send: ({ passage }) => ({ params: { id: passage.edition } }),
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-cache",
  },
  {
    route: "/api/editions/[id]/pages/[page]",
    method: "GET",
    send: ({ passage }) => ({ params: { id: passage.edition, page: "0" } }),
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-cache",
  },

  // PDFs that are added to editions
  {
    route: "/api/editions/[id]/pdf",
    method: "GET",
    send: ({ passage }) => ({ params: { id: passage.edition } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/editions/[id]/pdf",
    method: "POST",
    of: "with a file of the editor that isn’t a PDF",
    send: ({ passage, pendingSource }) => ({ params: { id: passage.edition }, body: { source: pendingSource.id } }),
    expected: members(403, 403, 403, 400, 404),
  },
  {
    route: "/api/editions/[id]/pdf",
    method: "DELETE",
    send: ({ passage }) => ({ params: { id: passage.edition } }),
    expected: members(403, 403, 403, 200, 200),
  },

  // Import jobs
  { route: "/api/import-jobs", method: "GET", expected: members(403, 403, 403, 200, 200) },
  {
    route: "/api/import-jobs",
    method: "POST",
    send: ({ importJob: { source } }) => ({ body: { source, given: {} } }),
    expected: members(403, 403, 403, 200, 404),
  },
  {
    route: "/api/import-jobs",
    method: "POST",
    of: "with the source of an edition",
    send: ({ source }) => ({ body: { source: source.id, given: {} } }),
    expected: members(403, 403, 403, 409, 404),
  },
  {
    route: "/api/import-jobs/[id]",
    method: "PATCH",
    send: ({ importJob: { id } }) => ({
      params: { id },
      body: { corrections: [{ kind: "omit-line", text: "Draft" }] },
    }),
    expected: members(404, 404, 404, 200, 404),
  },
  {
    route: "/api/import-jobs/[id]/pages",
    method: "GET",
    send: ({ importJob: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 404, 200, 404),
  },
  {
    route: "/api/import-jobs/[id]",
    method: "DELETE",
    send: ({ importJob: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 404, 200, 404),
  },

  // Saved searches
  { route: "/api/saved-searches", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/saved-searches",
    method: "POST",
    send: ({ newSearch }) => ({ body: newSearch("Rivers") }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/saved-searches/[id]",
    method: "DELETE",
    send: ({ search: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 200, 404, 404),
  },

  // Changes
  {
    route: "/api/events",
    method: "GET",
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-store, no-transform",
  },
  {
    route: "/api/events",
    method: "GET",
    of: "from the beginning",
    send: ({ beginning: after }) => ({ query: { after } }),
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-store, no-transform",
  },
  {
    route: "/api/reports/[slug]/activity",
    method: "GET",
    send: ({ slug }) => ({ params: { slug } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/reports/[slug]/activity",
    method: "GET",
    of: "with an unknown report",
    send: () => ({ params: { slug: "nowhere" } }),
    expected: members(404, 404, 404, 404, 404),
  },
];
