import { everyone, members, type Permission } from "./row";

/** Shares and collections, and their public views. */
export const SHARING: Permission[] = [
  // Public views, for anyone with the link
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
    send: ({ passage }) => ({ body: { ...passage, highlightId: null } }),
    expected: members(403, 200, 200, 200, 200),
  },
  {
    route: "/api/shares",
    method: "POST",
    of: "a note of the team's",
    send: ({ passage, team, author }) => ({ body: { ...passage, highlightId: team.id, notesOf: [author.id] } }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/shares",
    method: "POST",
    of: "from a private highlight, with what of its author is for the team",
    send: ({ passage, mine, author }) => ({ body: { ...passage, highlightId: mine.id, notesOf: [author.id] } }),
    expected: members(404, 404, 200, 404, 404),
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
    send: ({ share }) => ({ params: { id: share.id }, body: {} }),
    expected: members(404, 404, 200, 200, 200),
  },
  {
    route: "/api/shares/[id]/link",
    method: "POST",
    of: "one that was ended",
    send: ({ ended }) => ({ params: { id: ended.id }, body: {} }),
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

  // Collections: hidden from others until they have a link, and changed only by their creator
  { route: "/api/collections", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/collections",
    method: "POST",
    of: "of the team's",
    send: ({ team }) => ({ body: { title: "Evidence", highlights: [team.id] } }),
    expected: members(403, 200, 200, 200, 200),
  },
  {
    route: "/api/collections",
    method: "POST",
    of: "of the private",
    send: ({ mine }) => ({ body: { title: "Evidence", highlights: [mine.id] } }),
    expected: members(403, 404, 200, 404, 404),
  },
  ...(["collection", "linked"] as const).flatMap((which): Permission[] => [
    {
      route: "/api/collections/[id]",
      method: "GET",
      of: which,
      send: (world) => ({ params: { id: world[which].id } }),
      expected: members(404, 404, 200, 404, 404),
    },
    {
      route: "/api/collections/[id]",
      method: "PATCH",
      of: which,
      send: (world) => ({ params: { id: world[which].id }, body: { version: world[which].version, title: "New" } }),
      expected: members(404, 404, 200, 404, 404),
    },
    {
      route: "/api/collections/[id]/passages",
      method: "POST",
      of: which,
      send: (world) => ({ params: { id: world[which].id }, body: { highlights: [world.mine.id] } }),
      expected: members(404, 404, 200, 404, 404),
    },
    {
      route: "/api/shares/[id]",
      method: "DELETE",
      of: which,
      send: (world) => ({ params: { id: world[which].id } }),
      expected: which === "linked" ? members(404, 404, 200, 200, 200) : members(404, 404, 409, 404, 404),
    },
    {
      route: "/api/shares/[id]/link",
      method: "POST",
      of: which,
      send: (world) => ({ params: { id: world[which].id }, body: { days: 7 } }),
      expected: which === "linked" ? members(404, 404, 200, 200, 200) : members(404, 404, 200, 404, 404),
    },
    {
      route: "/api/collections/[id]",
      method: "DELETE",
      of: which,
      send: (world) => ({ params: { id: world[which].id } }),
      expected: which === "linked" ? members(404, 404, 409, 404, 404) : members(404, 404, 200, 404, 404),
    },
  ]),
];
