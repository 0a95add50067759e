import type { World } from "../world";
import { members, type Permission } from "./row";

/** Replies, resolving notes, and the inbox. */
export const REPLIES: Permission[] = [
  // Replies, and resolving notes
  {
    route: "/api/highlights/[id]/replies",
    method: "POST",
    of: "to a team note",
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
    const of = whose === "team" ? "to a team note" : "to a private note";
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
      of: "team",
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

  // Inbox
  { route: "/api/inbox", method: "GET", expected: members(200, 200, 200, 200, 200) },
  { route: "/api/inbox/unread", method: "GET", expected: members(200, 200, 200, 200, 200) },
  {
    route: "/api/inbox/read",
    method: "PUT",
    send: ({ inboxItem }) => ({ body: { item: inboxItem, andOlder: true } }),
    expected: members(404, 404, 200, 404, 404),
  },
];
