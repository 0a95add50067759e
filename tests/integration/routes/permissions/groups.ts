import type { World } from "../world";
import { members, type Permission, type Sent } from "./row";

/**
 * Actions on an item that belongs to the author's group: [method, path, request, expected statuses for a member and for
 * the author].
 */
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

/** For users outside a group, its items don't exist, regardless of the users' roles. */
export const GROUPED: Permission[] = [
  ...ON_GROUPED.map(
    ([method, address, sent, { member, author }]): Permission => ({
      route: `/api/highlights/[id]${address}`,
      method,
      of: "group",
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
    // Readers can't create anything. The other callers can choose only groups that they belong to.
    expected: members(400, 400, 200, 400, 400, 200),
  },
  {
    route: "/api/shares",
    method: "POST",
    of: "group note",
    send: ({ passage, grouped, author }) => ({
      body: { ...passage, highlightId: grouped.id, notesOf: [author.id] },
    }),
    expected: members(404, 404, 200, 404, 404, 403),
  },
];
