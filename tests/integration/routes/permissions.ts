import { randomUUID } from "node:crypto";
import { EXPORT_FORMATS } from "@/lib/sharing/exchange/schemas";
import { CALLERS, type CallerName, PASSWORD, type World } from "./world";

/** What is sent to a route. */
export interface Sent {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

export interface Permission {
  /** As the folders say it. */
  route: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Which case this is, where a route has several. */
  of?: string;
  send?(world: World): Sent;
  expected: Record<CallerName, number>;
  /** What an answer that is no error says of being kept, where that is not `private, no-store`. */
  caching?: string;
}

const NOBODY_OUTSIDE = { anonymous: 401, expired: 401, removed: 401 };

function everyone(status: number): Record<CallerName, number> {
  return Object.fromEntries(CALLERS.map((name) => [name, status])) as Record<CallerName, number>;
}

/** @param member who is in the author's group; the same as an annotator where the thing is not for that group */
function members(
  reader: number,
  annotator: number,
  author: number,
  editor: number,
  owner: number,
  member: number = annotator,
): Record<CallerName, number> {
  return { ...NOBODY_OUTSIDE, reader, annotator, member, author, editor, owner };
}

const REPORT = "russian-soft-power-in-kazakhstan";

/** What can be done to a thing of the author's group: [method, address, sent, expected of a member and of the author]. */
const ON_GROUPED: [Permission["method"], string, (world: World) => Sent, { member: number; author: number }][] = [
  ["PATCH", "", ({ grouped: { version } }) => ({ body: { version, colour: 2 } }), { member: 403, author: 200 }],
  ["DELETE", "", ({ grouped: { version } }) => ({ query: { version: `${version}` } }), { member: 403, author: 200 }],
  ["POST", "/restore", () => ({}), { member: 200, author: 200 }],
  ["PUT", "/tags", ({ grouped: { version } }) => ({ body: { version, tags: ["oil"] } }), { member: 403, author: 200 }],
  ["PUT", "/placement", ({ passage }) => ({ body: passage }), { member: 403, author: 200 }],
  ["DELETE", "/placement", ({ grouped: { edition } }) => ({ query: { edition } }), { member: 403, author: 200 }],
  ["PUT", "/settled", ({ grouped: { edition } }) => ({ query: { edition } }), { member: 403, author: 409 }],
  ["DELETE", "/settled", ({ grouped: { edition } }) => ({ query: { edition } }), { member: 403, author: 200 }],
  [
    "PUT",
    "/note",
    ({ grouped: { note } }) => ({ body: { version: note?.version, body: "Other words." } }),
    { member: 403, author: 200 },
  ],
  [
    "DELETE",
    "/note",
    ({ grouped: { note } }) => ({ query: { version: `${note?.version}` } }),
    { member: 403, author: 200 },
  ],
  ["POST", "/note/restore", () => ({}), { member: 200, author: 200 }],
  ["GET", "/note/versions", () => ({}), { member: 200, author: 200 }],
  ["GET", "/note/versions/[version]", () => ({ params: { version: "1" } }), { member: 200, author: 200 }],
  ["PUT", "/note/resolved", () => ({}), { member: 200, author: 200 }],
  ["DELETE", "/note/resolved", () => ({}), { member: 200, author: 200 }],
  ["POST", "/replies", ({ newReply }) => ({ body: newReply("A reply.") }), { member: 200, author: 200 }],
  [
    "PUT",
    "/replies/[reply]",
    ({ replies: { grouped: reply } }) => ({ params: { reply }, body: { version: 1, body: "Other words." } }),
    { member: 403, author: 200 },
  ],
  [
    "DELETE",
    "/replies/[reply]",
    ({ replies: { grouped: reply } }) => ({ params: { reply }, query: { version: "1" } }),
    { member: 403, author: 200 },
  ],
  [
    "POST",
    "/replies/[reply]/restore",
    ({ replies: { grouped: reply } }) => ({ params: { reply } }),
    { member: 200, author: 200 },
  ],
];

/**
 * The answer of every route to everybody: a test fails for a method of a route that has no row here. One that has other
 * answers for other things has a row for each.
 */
export const PERMISSIONS: Permission[] = [
  // At the door
  {
    route: "/api/setup",
    method: "POST",
    of: "when it is set up",
    send: () => ({ body: { name: "Eve", email: `${randomUUID()}@example.org`, password: PASSWORD } }),
    expected: everyone(409),
  },
  {
    route: "/api/join/[token]",
    method: "POST",
    send: ({ token }) => ({
      params: { token },
      body: { name: "Eve", email: `${randomUUID()}@example.org`, password: PASSWORD },
    }),
    expected: everyone(200),
  },
  {
    route: "/api/join/[token]",
    method: "POST",
    of: "no invitation",
    send: () => ({
      params: { token: "guessed" },
      body: { name: "Eve", email: `${randomUUID()}@example.org`, password: PASSWORD },
    }),
    expected: everyone(404),
  },
  {
    route: "/api/auth/signin",
    method: "POST",
    send: ({ author }) => ({ body: { email: author.email, password: PASSWORD } }),
    expected: everyone(200),
  },
  {
    route: "/api/auth/signin",
    method: "POST",
    of: "a wrong password",
    send: ({ author }) => ({ body: { email: author.email, password: "wrong wrong wrong" } }),
    expected: everyone(401),
  },
  { route: "/api/auth/signout", method: "POST", send: () => ({ body: {} }), expected: everyone(200) },

  // There is no provider, and no mail is sent, while these are asked.
  { route: "/api/auth/provider", method: "GET", expected: everyone(303) },
  { route: "/api/auth/provider/callback", method: "GET", expected: everyone(303) },
  {
    route: "/api/auth/mail",
    method: "POST",
    send: ({ author }) => ({ body: { email: author.email } }),
    expected: everyone(404),
  },
  {
    route: "/api/auth/mail/[token]",
    method: "POST",
    send: () => ({ params: { token: "guessed" }, body: {} }),
    expected: everyone(404),
  },

  // One's own ways in
  { route: "/api/sessions", method: "GET", expected: members(200, 200, 200, 200, 200) },
  { route: "/api/sessions", method: "DELETE", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/sessions/[id]",
    method: "DELETE",
    send: ({ sessionId }) => ({ params: { id: sessionId } }),
    expected: members(404, 404, 200, 404, 404),
  },
  { route: "/api/tokens", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/tokens",
    method: "POST",
    send: () => ({ body: { name: "A program", scopes: ["read"] } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/tokens/[id]",
    method: "DELETE",
    send: ({ apiToken: { id } }) => ({ params: { id } }),
    expected: members(404, 404, 200, 404, 404),
  },

  {
    route: "/api/password",
    method: "POST",
    send: () => ({ body: { current: PASSWORD, password: "another password of mine" } }),
    // The others have no password.
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/members/[id]/reset-link",
    method: "POST",
    send: ({ author }) => ({ params: { id: author.id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/reset/[token]",
    method: "POST",
    send: ({ resetToken }) => ({ params: { token: resetToken }, body: { password: "another password of mine" } }),
    expected: everyone(200),
  },
  {
    route: "/api/reset/[token]",
    method: "POST",
    of: "no link",
    send: () => ({ params: { token: "guessed" }, body: { password: "another password of mine" } }),
    expected: everyone(404),
  },

  // People
  { route: "/api/members", method: "GET", expected: members(200, 200, 200, 200, 200) },
  { route: "/api/audit", method: "GET", expected: members(403, 403, 403, 403, 200) },
  {
    route: "/api/audit",
    method: "GET",
    of: "after an entry that is not there",
    send: () => ({ query: { before: "gone" } }),
    expected: members(403, 403, 403, 403, 400),
  },
  { route: "/api/invitations", method: "GET", expected: members(403, 403, 403, 403, 200) },
  {
    route: "/api/invitations",
    method: "POST",
    send: () => ({ body: { role: "editor" } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/invitations",
    method: "POST",
    of: "another owner",
    send: () => ({ body: { role: "owner" } }),
    expected: members(400, 400, 400, 400, 400),
  },
  {
    route: "/api/invitations/[id]",
    method: "DELETE",
    send: ({ invitation: { id } }) => ({ params: { id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/invitations/[id]/restore",
    method: "POST",
    send: ({ invitation: { id } }) => ({ params: { id } }),
    expected: members(403, 403, 403, 403, 200),
  },

  {
    route: "/api/members/[id]",
    method: "PATCH",
    send: ({ author }) => ({ params: { id: author.id }, body: { role: "editor" } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/members/[id]",
    method: "PATCH",
    of: "nobody",
    send: () => ({ params: { id: "nobody" }, body: { role: "editor" } }),
    expected: members(403, 403, 403, 403, 404),
  },
  {
    route: "/api/members/[id]/removal",
    method: "POST",
    send: ({ author }) => ({ params: { id: author.id }, body: { nameStays: false, endShares: true } }),
    expected: members(403, 403, 403, 403, 200),
  },
  { route: "/api/groups", method: "GET", expected: members(403, 403, 403, 403, 200) },
  {
    route: "/api/groups",
    method: "POST",
    send: () => ({ body: { name: `Readers ${randomUUID()}` } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/groups/[id]",
    method: "PATCH",
    send: ({ group }) => ({ params: { id: group.id }, body: { name: `Renamed ${randomUUID()}` } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/groups/[id]",
    method: "DELETE",
    send: ({ group }) => ({ params: { id: group.id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/groups/[id]/members/[person]",
    method: "PUT",
    send: ({ group, author }) => ({ params: { id: group.id, person: author.id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  {
    route: "/api/groups/[id]/members/[person]",
    method: "DELETE",
    send: ({ group, author }) => ({ params: { id: group.id, person: author.id } }),
    expected: members(403, 403, 403, 403, 200),
  },
  { route: "/api/me/export", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/me/deletion",
    method: "POST",
    of: "a wrong password",
    send: () => ({ body: { nameStays: false, password: "wrong wrong wrong" } }),
    // Only the author has a password here; the others have signed in just now.
    expected: members(200, 200, 403, 200, 200),
  },

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
    of: "seen against an edition that is not current",
    send: ({ upload }) => ({ body: { ...upload, after: null } }),
    expected: members(403, 403, 403, 409, 409),
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

  // What changes
  {
    route: "/api/events",
    method: "GET",
    expected: members(200, 200, 200, 200, 200),
    caching: "private, no-store, no-transform",
  },
  {
    route: "/api/events",
    method: "GET",
    of: "from its beginning",
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
    of: "no report",
    send: () => ({ params: { slug: "nowhere" } }),
    expected: members(404, 404, 404, 404, 404),
  },

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
    route: "/api/highlights/[id]",
    method: "PATCH",
    of: "the team's",
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
    of: "the team's",
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

  // What is for a group does not exist for who is not in it, whatever their role
  ...ON_GROUPED.map(
    ([method, address, sent, { member, author }]): Permission => ({
      route: `/api/highlights/[id]${address}`,
      method,
      of: "the group's",
      send: (world) => {
        const { params, ...rest } = sent(world);
        return { ...rest, params: { id: world.grouped.id, ...params } };
      },
      expected: members(404, 404, author, 404, 404, member),
    }),
  ),
  {
    route: "/api/reports/[slug]/highlights",
    method: "POST",
    of: "for a group",
    send: ({ slug, newHighlight }) => ({ params: { slug }, body: newHighlight("group", "Something.") }),
    // A reader makes nothing; the others choose among groups of their own.
    expected: members(400, 400, 200, 400, 400, 200),
  },
  {
    route: "/api/shares",
    method: "POST",
    of: "the group's note",
    send: ({ passage, grouped }) => ({ body: { ...passage, highlightId: grouped.id, withNote: true } }),
    expected: members(404, 404, 200, 404, 404, 403),
  },

  // Tags
  { route: "/api/tags", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/highlights/[id]/tags",
    method: "PUT",
    of: "the team's",
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

  // The notes in all reports
  { route: "/api/notes", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/notes",
    method: "GET",
    of: "by a query",
    send: () => ({ query: { q: "rivers is:private" } }),
    expected: members(200, 200, 200, 200, 200),
  },

  ...EXPORT_FORMATS.map(
    (format): Permission => ({
      route: "/api/notes/export",
      method: "GET",
      of: format,
      send: () => ({ query: { format } }),
      expected: members(200, 200, 200, 200, 200),
    }),
  ),
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
    of: "no colour",
    send: () => ({ params: { colour: "5" } }),
    expected: members(400, 400, 400, 400, 400),
  },

  // Where highlights stand
  {
    route: "/api/highlights/[id]/placement",
    method: "PUT",
    of: "the team's, which has its place",
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
    of: "the team's",
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
      of: "the team's",
      send: ({ team }) => ({ params: { id: team.id }, query: { edition: team.edition } }),
      // There is nothing to settle about one that has its place.
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

  // Notes
  {
    route: "/api/highlights/[id]/note",
    method: "PUT",
    of: "the team's",
    send: ({ team }) => ({ params: { id: team.id }, body: { version: team.note?.version, body: "Other words." } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/highlights/[id]/note",
    method: "PUT",
    of: "private",
    send: ({ mine }) => ({ params: { id: mine.id }, body: { version: mine.note?.version, body: "Other words." } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: "/api/highlights/[id]/note",
    method: "DELETE",
    of: "the team's",
    send: ({ team }) => ({ params: { id: team.id }, query: { version: String(team.note?.version) } }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]/note",
    method: "DELETE",
    of: "private",
    send: ({ mine }) => ({ params: { id: mine.id }, query: { version: String(mine.note?.version) } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: "/api/highlights/[id]/erase",
    method: "POST",
    of: "deleted by its author",
    send: ({ deleted }) => ({ params: { id: deleted.id } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/highlights/[id]/erase",
    method: "POST",
    of: "deleted by a moderator",
    send: ({ moderated }) => ({ params: { id: moderated.id } }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]/erase",
    method: "POST",
    of: "not deleted",
    send: ({ team }) => ({ params: { id: team.id } }),
    expected: members(403, 403, 409, 409, 409),
  },
  {
    route: "/api/highlights/[id]/erase",
    method: "POST",
    of: "private",
    send: ({ mine }) => ({ params: { id: mine.id } }),
    expected: members(404, 404, 409, 404, 404),
  },
  {
    route: "/api/highlights/[id]/note/erase",
    method: "POST",
    of: "deleted by its author",
    send: ({ deletedNote }) => ({ params: { id: deletedNote.id } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/highlights/[id]/note/erase",
    method: "POST",
    of: "deleted by a moderator",
    send: ({ moderatedNote }) => ({ params: { id: moderatedNote.id } }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]/replies/[reply]/erase",
    method: "POST",
    of: "deleted by its author",
    send: ({ team, replies }) => ({ params: { id: team.id, reply: replies.deleted } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/highlights/[id]/replies/[reply]/erase",
    method: "POST",
    of: "deleted by a moderator",
    send: ({ team, replies }) => ({ params: { id: team.id, reply: replies.moderated } }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]/note/restore",
    method: "POST",
    of: "deleted by its author",
    send: ({ deletedNote }) => ({ params: { id: deletedNote.id } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/highlights/[id]/note/restore",
    method: "POST",
    of: "deleted by a moderator",
    send: ({ moderatedNote }) => ({ params: { id: moderatedNote.id } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/highlights/[id]/note/restore",
    method: "POST",
    of: "private",
    send: ({ mine }) => ({ params: { id: mine.id } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: "/api/highlights/[id]/note/versions",
    method: "GET",
    of: "of the team's",
    send: ({ team }) => ({ params: { id: team.id } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]/note/versions",
    method: "GET",
    of: "of a private one",
    send: ({ mine }) => ({ params: { id: mine.id } }),
    expected: members(404, 404, 200, 404, 404),
  },
  {
    route: "/api/highlights/[id]/note/versions/[version]",
    method: "GET",
    of: "of the team's",
    send: ({ team }) => ({ params: { id: team.id, version: "1" } }),
    expected: members(200, 200, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]/note/versions/[version]",
    method: "GET",
    of: "of a private one",
    send: ({ mine }) => ({ params: { id: mine.id, version: "1" } }),
    expected: members(404, 404, 200, 404, 404),
  },
  { route: "/api/deleted", method: "GET", expected: members(200, 200, 200, 200, 200) },

  // Replies, and what becomes of a note
  {
    route: "/api/highlights/[id]/replies",
    method: "POST",
    of: "to the team's",
    send: ({ team, newReply }) => ({ params: { id: team.id }, body: newReply("A reply.") }),
    expected: members(403, 200, 200, 200, 200),
  },
  {
    route: "/api/highlights/[id]/replies",
    method: "POST",
    of: "to a private note",
    send: ({ mine, newReply }) => ({ params: { id: mine.id }, body: newReply("A reply.") }),
    expected: members(404, 404, 200, 404, 404),
  },
  ...(["team", "mine"] as const).flatMap((whose): Permission[] => {
    const of = whose === "team" ? "to the team's" : "to a private note";
    const params = (world: World) => ({ id: world[whose].id, reply: world.replies[whose] });
    return [
      {
        route: "/api/highlights/[id]/replies/[reply]",
        method: "PUT",
        of,
        send: (world) => ({ params: params(world), body: { version: 1, body: "Other words." } }),
        expected: whose === "team" ? members(403, 403, 200, 403, 403) : members(404, 404, 200, 404, 404),
      },
      {
        route: "/api/highlights/[id]/replies/[reply]",
        method: "DELETE",
        of,
        send: (world) => ({ params: params(world), query: { version: "1" } }),
        expected: whose === "team" ? members(403, 403, 200, 200, 200) : members(404, 404, 200, 404, 404),
      },
    ];
  }),
  {
    route: "/api/highlights/[id]/replies/[reply]/restore",
    method: "POST",
    of: "deleted by its author",
    send: ({ team, replies }) => ({ params: { id: team.id, reply: replies.deleted } }),
    expected: members(403, 403, 200, 403, 403),
  },
  {
    route: "/api/highlights/[id]/replies/[reply]/restore",
    method: "POST",
    of: "deleted by a moderator",
    send: ({ team, replies }) => ({ params: { id: team.id, reply: replies.moderated } }),
    expected: members(403, 403, 403, 200, 200),
  },
  {
    route: "/api/highlights/[id]/replies/[reply]/restore",
    method: "POST",
    of: "private",
    send: ({ mine, replies }) => ({ params: { id: mine.id, reply: replies.mine } }),
    expected: members(404, 404, 200, 404, 404),
  },
  ...(["PUT", "DELETE"] as const).flatMap((method): Permission[] => [
    {
      route: "/api/highlights/[id]/note/resolved",
      method,
      of: "the team's",
      send: ({ team }) => ({ params: { id: team.id } }),
      expected: members(403, 200, 200, 200, 200),
    },
    {
      route: "/api/highlights/[id]/note/resolved",
      method,
      of: "private",
      send: ({ mine }) => ({ params: { id: mine.id } }),
      expected: members(404, 404, 200, 404, 404),
    },
  ]),

  // The inbox
  { route: "/api/inbox", method: "GET", expected: members(200, 200, 200, 200, 200) },
  { route: "/api/inbox/unread", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/inbox/read",
    method: "PUT",
    send: ({ inboxItem }) => ({ body: { item: inboxItem, andOlder: true } }),
    expected: members(404, 404, 200, 404, 404),
  },

  // What is shared, to anybody with the link
  {
    route: "/api/passages/[token]/picture",
    method: "GET",
    of: "no such link",
    send: () => ({ params: { token: "guessed" } }),
    expected: everyone(410),
  },
  {
    route: "/api/oembed",
    method: "GET",
    of: "no such link",
    send: () => ({ query: { url: "http://127.0.0.1:3000/p/guessed" } }),
    expected: everyone(410),
  },
  {
    route: "/api/oembed",
    method: "GET",
    of: "of another site",
    send: () => ({ query: { url: "https://elsewhere.example/p/guessed" } }),
    expected: everyone(404),
  },

  // Shares
  { route: "/api/shares", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/shares",
    method: "POST",
    of: "a passage alone",
    send: ({ passage }) => ({ body: { ...passage, highlightId: null, withNote: false } }),
    expected: members(403, 200, 200, 200, 200),
  },
  {
    route: "/api/shares",
    method: "POST",
    of: "a note of the team's",
    send: ({ passage, team }) => ({ body: { ...passage, highlightId: team.id, withNote: true } }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/shares",
    method: "POST",
    of: "a private note",
    send: ({ passage, mine }) => ({ body: { ...passage, highlightId: mine.id, withNote: true } }),
    expected: members(404, 404, 400, 404, 404),
  },
  {
    route: "/api/shares/[id]",
    method: "DELETE",
    send: ({ share }) => ({ params: { id: share.id } }),
    expected: members(404, 404, 200, 200, 200),
  },
  {
    route: "/api/shares/[id]/link",
    method: "POST",
    send: ({ share }) => ({ params: { id: share.id } }),
    expected: members(404, 404, 200, 200, 200),
  },
  {
    route: "/api/shares/[id]/link",
    method: "POST",
    of: "one that was ended",
    send: ({ ended }) => ({ params: { id: ended.id } }),
    expected: members(404, 404, 409, 409, 409),
  },
  {
    route: "/api/shares/[id]/restore",
    method: "POST",
    of: "ended by who made it",
    send: ({ ended }) => ({ params: { id: ended.id } }),
    expected: members(404, 404, 200, 403, 403),
  },
  {
    route: "/api/shares/[id]/restore",
    method: "POST",
    of: "ended by a moderator",
    send: ({ endedByModerator }) => ({ params: { id: endedByModerator.id } }),
    expected: members(404, 404, 403, 200, 200),
  },
];
