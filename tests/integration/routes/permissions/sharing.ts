import { everyone, members, type Permission } from "./row";

/** What is shared, and what is shown of it. */
export const SHARING: Permission[] = [
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
