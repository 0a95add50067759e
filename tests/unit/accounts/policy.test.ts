import { describe, expect, it } from "vitest";
import { type Action, type Actor, authorize, may, type Owned, sharesVisibleTo, visibleTo } from "@/lib/accounts/policy";
import { ROLES, type Role } from "@/lib/accounts/roles";
import { UserError } from "@/lib/errors";

const GROUP = "group-of-the-actor";

function actor(role: Role): Actor {
  return {
    id: "me",
    name: "Me",
    email: "me@example.org",
    role,
    groupIds: [GROUP],
    sessionId: "s",
    confirmedAt: new Date(),
  };
}

const note = (authorId: string, visibility: Owned["visibility"], groupId: string | null = null): Owned => ({
  authorId,
  visibility,
  groupId,
});

/** Every possible relation between the actor and a highlight or note. */
const OWNED = {
  "my private": note("me", "private"),
  "my team's": note("me", "team"),
  "mine, for my group": note("me", "group", GROUP),
  "mine, for a group I left": note("me", "group", "other"),
  "their private": note("they", "private"),
  "their team's": note("they", "team"),
  "theirs, for my group": note("they", "group", GROUP),
  "theirs, for another group": note("they", "group", "other"),
} as const;

const yes = "yes";
const forbidden = "forbidden";
const hidden = "not-found";
type Outcome = typeof yes | typeof forbidden | typeof hidden;

/** `highlight.create` always creates the actor's own highlight. */
const MINE = ["my private", "my team's", "mine, for my group", "mine, for a group I left"] as const;
const ALL = Object.keys(OWNED) as (keyof typeof OWNED)[];

/** The expected outcomes in column order, for the roles owner, editor, annotator and reader. */
const TABLE: { actions: Action[]; columns: readonly (keyof typeof OWNED)[]; rows: Record<Role, Outcome[]> }[] = [
  {
    actions: ["highlight.create"],
    columns: MINE,
    rows: {
      owner: [yes, yes, yes, forbidden],
      editor: [yes, yes, yes, forbidden],
      annotator: [yes, yes, yes, forbidden],
      reader: [forbidden, forbidden, forbidden, forbidden],
    },
  },
  {
    actions: ["highlight.read", "note.read"],
    columns: ALL,
    rows: {
      owner: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      editor: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      annotator: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      reader: [yes, yes, yes, yes, hidden, yes, yes, hidden],
    },
  },
  {
    actions: ["highlight.edit", "note.edit"],
    columns: ALL,
    rows: {
      owner: [yes, yes, yes, yes, hidden, forbidden, forbidden, hidden],
      editor: [yes, yes, yes, yes, hidden, forbidden, forbidden, hidden],
      annotator: [yes, yes, yes, yes, hidden, forbidden, forbidden, hidden],
      reader: [forbidden, forbidden, forbidden, forbidden, hidden, forbidden, forbidden, hidden],
    },
  },
  {
    actions: ["highlight.delete", "note.delete"],
    columns: ALL,
    rows: {
      owner: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      editor: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      annotator: [yes, yes, yes, yes, hidden, forbidden, forbidden, hidden],
      reader: [yes, yes, yes, yes, hidden, forbidden, forbidden, hidden],
    },
  },
  {
    actions: ["note.resolve", "reply.create"],
    columns: ALL,
    rows: {
      owner: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      editor: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      annotator: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      reader: [forbidden, forbidden, forbidden, forbidden, hidden, forbidden, forbidden, hidden],
    },
  },
  {
    actions: ["highlight.place"],
    columns: ALL,
    rows: {
      owner: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      editor: [yes, yes, yes, yes, hidden, yes, yes, hidden],
      annotator: [yes, yes, yes, yes, hidden, forbidden, forbidden, hidden],
      reader: [forbidden, forbidden, forbidden, forbidden, hidden, forbidden, forbidden, hidden],
    },
  },
  {
    actions: ["share.create"],
    columns: ALL,
    rows: {
      owner: [yes, yes, yes, yes, hidden, yes, forbidden, hidden],
      editor: [yes, yes, yes, yes, hidden, yes, forbidden, hidden],
      annotator: [yes, yes, yes, yes, hidden, forbidden, forbidden, hidden],
      reader: [forbidden, forbidden, forbidden, forbidden, hidden, forbidden, forbidden, hidden],
    },
  },
];

/** Owner, editor, annotator, reader. */
const ON_NOTHING: [Action, Outcome[]][] = [
  ["report.read", [yes, yes, yes, yes]],
  ["report.edit", [yes, yes, forbidden, forbidden]],
  ["edition.add", [yes, yes, forbidden, forbidden]],
  ["colour.name", [yes, yes, forbidden, forbidden]],
  ["share.create", [yes, yes, yes, forbidden]],
  ["inbox.list", [yes, yes, yes, yes]],
  ["search.save", [yes, yes, yes, yes]],
  ["search.list", [yes, yes, yes, yes]],
  ["invitation.create", [yes, forbidden, forbidden, forbidden]],
  ["invitation.list", [yes, forbidden, forbidden, forbidden]],
  ["invitation.revoke", [yes, forbidden, forbidden, forbidden]],
  ["invitation.restore", [yes, forbidden, forbidden, forbidden]],
  ["member.list", [yes, yes, yes, yes]],
  ["session.list", [yes, yes, yes, yes]],
  ["password.change", [yes, yes, yes, yes]],
  ["reset.create", [yes, forbidden, forbidden, forbidden]],
  ["token.create", [yes, yes, yes, yes]],
  ["token.list", [yes, yes, yes, yes]],
];

function outcome(run: () => unknown): string {
  try {
    run();
    return yes;
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
}

const cases = TABLE.flatMap(({ actions, columns, rows }) =>
  actions.flatMap((action) =>
    ROLES.flatMap((role) => columns.map((thing, index) => ({ action, role, thing, expected: rows[role][index] }))),
  ),
);

describe("highlights and notes", () => {
  it.each(cases)("$role, $action, $thing: $expected", ({ action, role, thing, expected }) => {
    // The action applies to a highlight or a note, as shown in the table above.
    const act = action as "highlight.read";
    expect(outcome(() => authorize(actor(role), act, OWNED[thing]))).toBe(expected);
    expect(may(actor(role), act, OWNED[thing])).toBe(expected === yes);
  });
});

/** Who deleted the item, as seen by the actor; null if unknown. */
const TAKEN_BY = { me: "me", its_maker: "they", another: "somebody", unknown: null } as const;

/** The outcome of restoring another user's item, for each value of `TAKEN_BY`. */
const THEIRS: Record<Role, Outcome[]> = {
  owner: [yes, forbidden, yes, yes],
  editor: [yes, forbidden, yes, yes],
  annotator: [yes, forbidden, forbidden, forbidden],
  reader: [yes, forbidden, forbidden, forbidden],
};

describe.each(ROLES)("restoring as %s", (role) => {
  const takers = Object.values(TAKEN_BY);
  const restore = (thing: Owned, deletedById: string | null) =>
    outcome(() => authorize(actor(role), "highlight.restore", { ...thing, deletedById }));
  const restoreNote = (thing: Owned, deletedById: string | null) =>
    outcome(() => authorize(actor(role), "note.restore", { ...thing, deletedById }));
  const moderates = role === "owner" || role === "editor";

  it.each(["their team's", "theirs, for my group"] as const)(
    "%s: allowed for items that the actor or a moderator deleted",
    (thing) => {
      expect(takers.map((taker) => restore(OWNED[thing], taker))).toEqual(THEIRS[role]);
      expect(takers.map((taker) => restoreNote(OWNED[thing], taker))).toEqual(THEIRS[role]);
    },
  );

  it("mine: not allowed if a moderator deleted it, except for moderators", () => {
    expect(restore(OWNED["my team's"], "me")).toBe(yes);
    expect(restore(OWNED["my private"], "me")).toBe(yes);
    for (const taker of ["somebody", null])
      expect(restore(OWNED["my team's"], taker)).toBe(moderates ? yes : forbidden);
  });

  it("hides items that the actor cannot see", () => {
    for (const taker of ["they", "somebody", null]) expect(restore(OWNED["their private"], taker)).toBe(hidden);
  });

  it("a share: allowed if the actor revoked it, or for moderators", () => {
    const ask = (createdById: string, revokedById: string | null) =>
      outcome(() => authorize(actor(role), "share.restore", { createdById, revokedById, tokenHash: "hash" }));
    expect(ask("me", "me")).toBe(role === "reader" ? forbidden : yes);
    expect(ask("me", "somebody")).toBe(moderates ? yes : forbidden);
    expect(takers.map((taker) => ask("they", taker))).toEqual(
      moderates ? THEIRS[role] : role === "annotator" ? [yes, hidden, hidden, hidden] : Array(4).fill(hidden),
    );
  });
});

describe.each(ROLES)("replies as %s", (role) => {
  type ReplyAction = "reply.read" | "reply.edit" | "reply.delete" | "reply.restore" | "reply.erase";
  type On = keyof typeof OWNED;
  /** @param reply `reply.for` is the reply's audience, if that differs from the note's current one */
  const askOf = (action: ReplyAction, on: On, reply: { by: string; for?: On; taker?: string }) => {
    const { visibility, groupId } = OWNED[reply.for ?? on];
    const row = { authorId: reply.by, visibility, groupId, repliedTo: OWNED[on], deletedById: reply.taker ?? null };
    return outcome(() => authorize(actor(role), action, row));
  };
  const ask = (action: ReplyAction, by: string, on: On, taker?: string) =>
    askOf(action, on, taker === undefined ? { by } : { by, taker });
  const moderates = role === "owner" || role === "editor";
  const left = "mine, for a group I left";
  const seen = ALL.filter((on) => !["their private", "theirs, for another group", left].includes(on));

  it.each(["reply.read", "reply.edit", "reply.delete", "reply.restore"] as const)(
    "%s: hides replies to notes that the actor cannot see",
    (action) => {
      for (const on of ["their private", "theirs, for another group"] as const) {
        for (const by of ["me", "they"]) expect(ask(action, by, on, "me")).toBe(hidden);
      }
    },
  );

  it.each(seen)("to %s: all can be read, edited by their author, and deleted by their author or a moderator", (on) => {
    expect(ask("reply.read", "they", on)).toBe(yes);
    expect(ask("reply.edit", "me", on)).toBe(role === "reader" ? forbidden : yes);
    expect(ask("reply.edit", "they", on)).toBe(forbidden);
    expect(ask("reply.delete", "me", on)).toBe(yes);
    expect(ask("reply.delete", "they", on)).toBe(moderates ? yes : forbidden);
  });

  it.each(seen)(
    "to %s: can be restored by the person who deleted them or, if that was a moderator, by any moderator",
    (on) => {
      expect(ask("reply.restore", "me", on, "me")).toBe(yes);
      expect(ask("reply.restore", "they", on, "they")).toBe(forbidden);
      expect(ask("reply.restore", "me", on, "somebody")).toBe(moderates ? yes : forbidden);
    },
  );

  it("to my note for a group that I have left: only my own are visible", () => {
    for (const action of ["reply.read", "reply.edit", "reply.delete", "reply.restore", "reply.erase"] as const) {
      expect(ask(action, "they", left, "me")).toBe(hidden);
      expect(ask(action, "they", left, "somebody")).toBe(hidden);
    }
    expect([ask("reply.read", "me", left), ask("reply.delete", "me", left)]).toEqual([yes, yes]);
    expect(ask("reply.edit", "me", left)).toBe(role === "reader" ? forbidden : yes);
    expect([ask("reply.restore", "me", left, "me"), ask("reply.erase", "me", left, "me")]).toEqual([yes, yes]);
  });

  it.each<[On, On, Outcome]>([
    ["my team's", "mine, for my group", yes],
    ["their team's", "theirs, for my group", yes],
    ["my team's", "mine, for a group I left", hidden],
    ["their team's", "theirs, for another group", hidden],
    ["my private", "mine, for a group I left", hidden],
    ["my private", "my team's", yes],
    ["mine, for my group", "my team's", yes],
    ["mine, for my group", "mine, for a group I left", hidden],
    ["mine, for a group I left", "my team's", yes],
    ["my team's", "my private", yes],
    ["their team's", "their private", hidden],
    ["their private", "their team's", hidden],
    ["theirs, for another group", "their team's", hidden],
  ])("to %s, written when it was %s: %s", (on, written, expected) => {
    expect(askOf("reply.read", on, { by: "they", for: written })).toBe(expected);
    const moderated = expected === yes && !moderates ? forbidden : expected;
    expect(askOf("reply.delete", on, { by: "they", for: written })).toBe(moderated);
    expect(askOf("reply.edit", on, { by: "they", for: written })).toBe(expected === yes ? forbidden : expected);
  });

  it("are erased by their author, or by a moderator if the whole team might have seen them", () => {
    const erase = (on: On, written: On) => askOf("reply.erase", on, { by: "they", for: written, taker: "somebody" });
    expect(erase("my team's", "my team's")).toBe(moderates ? yes : forbidden);
    for (const written of ["my private", "mine, for my group"] as const) {
      expect(erase("my team's", written)).toBe(forbidden);
    }
    expect(erase("my team's", left)).toBe(hidden);
  });
});

describe("actions without a target", () => {
  const all = ON_NOTHING.flatMap(([action, row]) =>
    ROLES.map((role, index) => ({ action, role, expected: row[index] })),
  );
  it.each(all)("$role, $action: $expected", ({ action, role, expected }) => {
    expect(outcome(() => authorize(actor(role), action as "report.read", null))).toBe(expected);
  });
});

describe("shares", () => {
  it.each(ROLES)(
    "%s sees and revokes their own shares; owners and editors see and revoke all shares with a link",
    (role) => {
      const all = role === "owner" || role === "editor";
      const ask = (action: "share.list" | "share.revoke", createdById: string, tokenHash: string | null) =>
        outcome(() => authorize(actor(role), action, { createdById, tokenHash }));
      for (const action of ["share.list", "share.revoke"] as const) {
        expect([ask(action, "me", "hash"), ask(action, "me", null)]).toEqual([yes, yes]);
        expect([ask(action, "they", "hash"), ask(action, "they", null)]).toEqual([all ? yes : hidden, hidden]);
      }
      const own = { createdById: "me" };
      expect(sharesVisibleTo(actor(role))).toEqual(all ? { OR: [own, { tokenHash: { not: null } }] } : own);
    },
  );

  it.each(ROLES)("%s edits and erases only their own shares, and renews links of visible ones", (role) => {
    const ask = (action: "share.edit" | "share.erase" | "share.renew", createdById: string) =>
      outcome(() => authorize(actor(role), action, { createdById, tokenHash: "hash" }));
    const mayShare = role === "reader" ? forbidden : yes;
    const moderates = role === "owner" || role === "editor";
    expect([ask("share.edit", "me"), ask("share.erase", "me"), ask("share.renew", "me")]).toEqual([
      mayShare,
      yes,
      mayShare,
    ]);
    const others = moderates ? forbidden : hidden;
    expect([ask("share.edit", "they"), ask("share.erase", "they")]).toEqual([others, others]);
    expect(ask("share.renew", "they")).toBe(moderates ? yes : hidden);
  });
});

describe("inbox", () => {
  it.each(ROLES)("can only be read by its owner, as %s", (role) => {
    expect(outcome(() => authorize(actor(role), "inbox.read", { personId: "me" }))).toBe(yes);
    expect(outcome(() => authorize(actor(role), "inbox.read", { personId: "they" }))).toBe(hidden);
  });
});

describe("import jobs", () => {
  describe.each(["import.correct", "import.discard", "import.read"] as const)("%s", (action) => {
    it.each(ROLES)("is possible only for their owner, while they may add editions, as %s", (role) => {
      const mayAdd = role === "owner" || role === "editor";
      expect(outcome(() => authorize(actor(role), action, { personId: "me" }))).toBe(mayAdd ? yes : hidden);
      expect(outcome(() => authorize(actor(role), action, { personId: "they" }))).toBe(hidden);
    });
  });
});

describe("saved searches", () => {
  it.each(ROLES)("%s deletes their own, and other people's are hidden", (role) => {
    expect(outcome(() => authorize(actor(role), "search.delete", { personId: "me" }))).toBe(yes);
    expect(outcome(() => authorize(actor(role), "search.delete", { personId: "they" }))).toBe(hidden);
  });
});

describe("sessions and API tokens", () => {
  it.each(ROLES)("%s revokes their own, and other people's are hidden", (role) => {
    for (const action of ["session.end", "token.revoke"] as const) {
      expect(outcome(() => authorize(actor(role), action, { personId: "me" }))).toBe(yes);
      expect(outcome(() => authorize(actor(role), action, { personId: "they" }))).toBe(hidden);
    }
  });
});

describe("source files", () => {
  it.each(ROLES)("%s can read their own uploads and the sources of editions, and no others", (role) => {
    const ask = (uploadedById: string | null, isPublished: boolean) =>
      outcome(() => authorize(actor(role), "source.read", { uploadedById, isPublished }));
    expect([ask("me", false), ask("me", true)]).toEqual([yes, yes]);
    expect([ask("they", true), ask(null, true)]).toEqual([yes, yes]);
    expect([ask("they", false), ask(null, false)]).toEqual([hidden, hidden]);
  });
});

it("covers every action", () => {
  const covered = new Set<Action>([
    ...TABLE.flatMap(({ actions }) => actions),
    ...ON_NOTHING.map(([action]) => action),
    "highlight.restore",
    "import.correct",
    "import.discard",
    "import.read",
    "note.restore",
    "reply.read",
    "reply.edit",
    "reply.delete",
    "reply.restore",
    "share.list",
    "share.edit",
    "share.erase",
    "share.renew",
    "share.revoke",
    "search.delete",
    "share.restore",
    "inbox.read",
    "session.end",
    "source.read",
    "token.revoke",
  ]);
  expect([...covered].sort()).toEqual([
    "colour.name",
    "edition.add",
    "highlight.create",
    "highlight.delete",
    "highlight.edit",
    "highlight.place",
    "highlight.read",
    "highlight.restore",
    "import.correct",
    "import.discard",
    "import.read",
    "inbox.list",
    "inbox.read",
    "invitation.create",
    "invitation.list",
    "invitation.restore",
    "invitation.revoke",
    "member.list",
    "note.delete",
    "note.edit",
    "note.read",
    "note.resolve",
    "note.restore",
    "password.change",
    "reply.create",
    "reply.delete",
    "reply.edit",
    "reply.read",
    "reply.restore",
    "report.edit",
    "report.read",
    "reset.create",
    "search.delete",
    "search.list",
    "search.save",
    "session.end",
    "session.list",
    "share.create",
    "share.edit",
    "share.erase",
    "share.list",
    "share.renew",
    "share.restore",
    "share.revoke",
    "source.read",
    "token.create",
    "token.list",
    "token.revoke",
  ] satisfies Action[]);
});

it.each(ROLES)("lists for a %s only items that they can read", (role) => {
  expect(visibleTo(actor(role))).toEqual({
    OR: [{ authorId: "me" }, { visibility: "group", groupId: { in: [GROUP] } }, { visibility: "team" }],
  });
});

it("returns a permit with the actor, action and resource", () => {
  const me = actor("annotator");
  const mine = { ...note("me", "team"), id: "h1" };
  const permit = authorize(me, "highlight.edit", mine);
  expect(permit.actor).toBe(me);
  expect(permit.resource).toBe(mine);
  expect(permit.action).toBe("highlight.edit");
});

it("rejects with a message and the matching status", () => {
  const check = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      return error;
    }
    return null;
  };
  expect(check(() => authorize(actor("reader"), "invitation.create", null))).toMatchObject({ status: 403 });
  expect(check(() => authorize(actor("owner"), "note.read", note("they", "private")))).toMatchObject({ status: 404 });
});
