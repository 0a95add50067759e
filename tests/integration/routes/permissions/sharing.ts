import { everyone, members, type Permission } from "./row";

/** Shares and collections, and their public views. */
export const SHARING: Permission[] = [
  // Public views, for anyone with the link
  {
    route: "/api/passages/[token]/picture",
    method: "GET",
    of: "with an unknown link",
    send: () => ({ params: { token: "guessed" } }),
    expected: everyone(410),
  },
  {
    route: "/api/passages/[token]/pictures/[picture]",
    method: "GET",
    of: "with an unknown link",
    send: ({ picture }) => ({ params: { token: "guessed", picture } }),
    expected: everyone(410),
  },
  {
    route: "/api/passages/[token]/places/[passage]",
    method: "GET",
    of: "with an unknown link",
    send: ({ passage }) => ({ params: { token: "guessed", passage: passage.edition } }),
    expected: everyone(410),
  },
  {
    route: "/api/public/[slug]/pictures/[picture]",
    method: "GET",
    of: "of a report that isn't public",
    send: ({ slug, picture }) => ({ params: { slug, picture } }),
    expected: everyone(404),
  },
  {
    route: "/api/oembed",
    method: "GET",
    of: "with an unknown link",
    send: () => ({ query: { url: "http://127.0.0.1:3000/p/guessed" } }),
    expected: everyone(410),
  },
  {
    route: "/api/oembed",
    method: "GET",
    of: "for another site",
    send: () => ({ query: { url: "https://elsewhere.example/p/guessed" } }),
    expected: everyone(404),
  },

  // Shares
  { route: "/api/shares", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/shares",
    method: "POST",
    of: "passage only",
    send: ({ passage }) => ({ body: { ...passage, highlightId: null } }),
    expected: members(403, 200, 200, 200, 200),
  },
  {
    route: "/api/shares",
    method: "POST",
    of: "with a team note",
    send: ({ passage, team, author }) => ({ body: { ...passage, highlightId: team.id, notesOf: [author.id] } }),
    expected: members(403, 403, 200, 200, 200),
  },
  {
    route: "/api/shares",
    method: "POST",
    of: "from a private highlight, with its author's team notes",
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
    of: "revoked",
    send: ({ ended }) => ({ params: { id: ended.id }, body: {} }),
    expected: members(404, 404, 409, 409, 409),
  },
  {
    route: "/api/shares/[id]/restore",
    method: "POST",
    of: "revoked by its creator",
    send: ({ ended }) => ({ params: { id: ended.id } }),
    expected: members(404, 404, 200, 403, 403),
  },
  {
    route: "/api/shares/[id]/restore",
    method: "POST",
    of: "revoked by a moderator",
    send: ({ endedByModerator }) => ({ params: { id: endedByModerator.id } }),
    expected: members(404, 404, 403, 200, 200),
  },

  // Collections. Others can't see them until they have a link, and only their creator can change them.
  { route: "/api/collections", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/collections",
    method: "POST",
    of: "with a team highlight",
    send: ({ team }) => ({ body: { title: "Evidence", highlights: [team.id] } }),
    expected: members(403, 200, 200, 200, 200),
  },
  {
    route: "/api/collections",
    method: "POST",
    of: "with a private highlight",
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
