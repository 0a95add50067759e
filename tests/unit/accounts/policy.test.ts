import { describe, expect, it } from "vitest";
import {
  type Action,
  type Actor,
  authorize,
  canRead,
  may,
  notesVisibleTo,
  type Owned,
  type ReportRelation,
  readableBy,
  sharesVisibleTo,
  visibleTo,
} from "@/lib/accounts/policy";
import { ROLES, type Role } from "@/lib/accounts/roles";
import { UserError } from "@/lib/errors";
import { ownReports } from "../../support/own-reports";

/** The report that every highlight and note in these tests belongs to, unless stated otherwise. */
const REPORT = "rivers";
const GROUP = "group-of-the-actor";

/** Guests don't belong to the team, so they have their own tests. */
const MEMBERS = ROLES.filter((role) => role !== "guest");

/** @param relation the actor's relation to the report; by default, one with which everyone can read it */
function actor(role: Role, relation: ReportRelation = "public"): Actor {
  return {
    reports: ownReports({ [REPORT]: relation }),
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
  report: REPORT,
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

/** The expected outcomes in column order, by role. */
const TABLE: { actions: Action[]; columns: readonly (keyof typeof OWNED)[]; rows: Record<Role, Outcome[]> }[] = [
  {
    actions: ["highlight.create"],
    columns: MINE,
    rows: {
      owner: [yes, yes, yes, forbidden],
      editor: [yes, yes, yes, forbidden],
      annotator: [yes, yes, yes, forbidden],
      reader: [forbidden, forbidden, forbidden, forbidden],
      guest: [yes, forbidden, yes, forbidden],
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
      guest: [yes, yes, yes, yes, hidden, hidden, yes, hidden],
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
      guest: [yes, yes, yes, yes, hidden, hidden, forbidden, hidden],
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
      guest: [yes, yes, yes, yes, hidden, hidden, forbidden, hidden],
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
      guest: [yes, yes, yes, yes, hidden, hidden, yes, hidden],
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
      guest: [yes, yes, yes, yes, hidden, hidden, forbidden, hidden],
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
      guest: [forbidden, forbidden, forbidden, forbidden, hidden, hidden, forbidden, hidden],
    },
  },
];

/** Owner, editor, annotator, reader, guest. */
const ON_NOTHING: [Action, Outcome[]][] = [
  ["library.read", [yes, yes, yes, yes, yes]],
  ["report.add", [yes, yes, forbidden, forbidden, forbidden]],
  ["import.create", [yes, yes, forbidden, forbidden, forbidden]],
  ["colour.name", [yes, yes, forbidden, forbidden, forbidden]],
  ["share.create", [yes, yes, yes, forbidden, forbidden]],
  ["inbox.list", [yes, yes, yes, yes, yes]],
  ["search.save", [yes, yes, yes, yes, yes]],
  ["search.list", [yes, yes, yes, yes, yes]],
  ["invitation.create", [yes, forbidden, forbidden, forbidden, forbidden]],
  ["invitation.list", [yes, forbidden, forbidden, forbidden, forbidden]],
  ["invitation.revoke", [yes, forbidden, forbidden, forbidden, forbidden]],
  ["invitation.restore", [yes, forbidden, forbidden, forbidden, forbidden]],
  ["member.list", [yes, yes, yes, yes, yes]],
  ["session.list", [yes, yes, yes, yes, yes]],
  ["password.change", [yes, yes, yes, yes, yes]],
  ["reset.create", [yes, forbidden, forbidden, forbidden, forbidden]],
  ["token.create", [yes, yes, yes, yes, yes]],
  ["token.list", [yes, yes, yes, yes, yes]],
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
  guest: [yes, forbidden, forbidden, forbidden],
};

describe.each(MEMBERS)("restoring as %s", (role) => {
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
      outcome(() =>
        authorize(actor(role), "share.restore", { createdById, revokedById, tokenHash: "hash", reports: [REPORT] }),
      );
    expect(ask("me", "me")).toBe(role === "reader" ? forbidden : yes);
    expect(ask("me", "somebody")).toBe(moderates ? yes : forbidden);
    expect(takers.map((taker) => ask("they", taker))).toEqual(
      moderates ? THEIRS[role] : role === "annotator" ? [yes, hidden, hidden, hidden] : Array(4).fill(hidden),
    );
  });
});

describe.each(MEMBERS)("replies as %s", (role) => {
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
    expect(outcome(() => authorize(actor(role), action as "library.read", null))).toBe(expected);
  });
});

describe("shares", () => {
  it.each(ROLES)(
    "%s sees and revokes their own shares; owners and editors see and revoke all shares with a link",
    (role) => {
      const all = role === "owner" || role === "editor";
      const ask = (action: "share.list" | "share.revoke", createdById: string, tokenHash: string | null) =>
        outcome(() => authorize(actor(role), action, { createdById, tokenHash, reports: [REPORT] }));
      for (const action of ["share.list", "share.revoke"] as const) {
        expect([ask(action, "me", "hash"), ask(action, "me", null)]).toEqual([yes, yes]);
        expect([ask(action, "they", "hash"), ask(action, "they", null)]).toEqual([all ? yes : hidden, hidden]);
      }
      const own = { createdById: "me" };
      const edition = { ofReport: { NOT: readableBy(actor(role)) } };
      const linked = { tokenHash: { not: null }, passages: { none: { position: { not: null }, edition } } };
      expect(sharesVisibleTo(actor(role))).toEqual(all ? { OR: [own, linked] } : own);
    },
  );

  it.each(MEMBERS)("%s edits and erases only their own shares, and renews links of visible ones", (role) => {
    const ask = (action: "share.edit" | "share.erase" | "share.renew", createdById: string) =>
      outcome(() => authorize(actor(role), action, { createdById, tokenHash: "hash", reports: [REPORT] }));
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
      outcome(() => authorize(actor(role), "source.read", { uploadedById, reports: isPublished ? [REPORT] : [] }));
    expect([ask("me", false), ask("me", true)]).toEqual([yes, yes]);
    expect([ask("they", true), ask(null, true)]).toEqual([yes, yes]);
    expect([ask("they", false), ask(null, false)]).toEqual([hidden, hidden]);
  });
});

it("covers every action", () => {
  const covered = new Set<Action>([
    ...TABLE.flatMap(({ actions }) => actions),
    ...ON_NOTHING.map(([action]) => action),
    "report.read",
    "report.edit",
    "edition.add",
    "access.read",
    "access.change",
    "access.publish",
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
    "access.change",
    "access.publish",
    "access.read",
    "colour.name",
    "edition.add",
    "highlight.create",
    "highlight.delete",
    "highlight.edit",
    "highlight.place",
    "highlight.read",
    "highlight.restore",
    "import.correct",
    "import.create",
    "import.discard",
    "import.read",
    "inbox.list",
    "inbox.read",
    "invitation.create",
    "invitation.list",
    "invitation.restore",
    "invitation.revoke",
    "library.read",
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
    "report.add",
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
  const ofReport = readableBy(actor(role));
  const own = { authorId: "me" };
  const ofGroup = { visibility: "group", groupId: { in: [GROUP] } };
  const ofTeam = { visibility: "team" };
  const OR = role === "guest" ? [own, ofGroup] : [own, ofGroup, ofTeam];
  expect(visibleTo(actor(role))).toEqual({ ofReport, OR });
  expect(notesVisibleTo(actor(role))).toEqual({ highlight: { ofReport }, OR });
});

describe("reports", () => {
  const relations = ["edits", "reads", "public", "team", "other"] as const;
  const asRelation = (role: Role, action: "report.read" | "report.edit" | "edition.add") =>
    relations.map((relation) => outcome(() => authorize(actor(role, relation), action, { report: REPORT })));

  it.each<[Role, Outcome[], Outcome[]]>([
    ["owner", [yes, yes, yes, yes, yes], [yes, yes, yes, yes, yes]],
    ["editor", [yes, yes, yes, yes, hidden], [yes, yes, yes, yes, hidden]],
    ["annotator", [yes, yes, yes, yes, hidden], [yes, forbidden, forbidden, forbidden, hidden]],
    ["reader", [yes, yes, yes, yes, hidden], [yes, forbidden, forbidden, forbidden, hidden]],
    ["guest", [yes, yes, yes, hidden, hidden], [yes, forbidden, forbidden, hidden, hidden]],
  ])("as %s, for each relation", (role, read, edit) => {
    expect(asRelation(role, "report.read")).toEqual(read);
    expect(asRelation(role, "report.edit")).toEqual(edit);
    expect(asRelation(role, "edition.add")).toEqual(edit);
    const access = (action: "access.read" | "access.change" | "access.publish") =>
      relations.map((relation) => outcome(() => authorize(actor(role, relation), action, { report: REPORT })));
    expect(access("access.read")).toEqual(edit);
    const seen = read.map((each) => (each === yes ? forbidden : each));
    expect(access("access.change")).toEqual(role === "owner" || role === "editor" ? edit : seen);
    expect(access("access.publish")).toEqual(role === "owner" ? edit : seen);
  });

  it.each(ROLES)("that a %s can't read hide everything in them, even the person's own content", (role) => {
    const me = actor(role, "other");
    const expected = role === "owner" ? yes : hidden;
    expect(canRead(me, REPORT)).toBe(role === "owner");
    const mine = { ...OWNED["my private"], deletedById: "me" };
    for (const action of ["highlight.read", "highlight.edit", "note.read", "note.edit", "reply.create"] as const) {
      expect(outcome(() => authorize(me, action, mine))).toBe(expected);
    }
    for (const action of ["highlight.restore", "highlight.erase", "note.restore", "note.erase"] as const) {
      expect(outcome(() => authorize(me, action, mine))).toBe(expected);
    }
    expect(outcome(() => authorize(me, "highlight.create", OWNED["my private"]))).toBe(expected);
    expect(outcome(() => authorize(me, "share.create", OWNED["my team's"]))).toBe(expected);
    const { report: _, ...reply } = { ...mine, repliedTo: OWNED["my private"] };
    for (const action of ["reply.read", "reply.edit", "reply.delete", "reply.restore", "reply.erase"] as const) {
      expect(outcome(() => authorize(me, action, reply))).toBe(expected);
    }
    for (const uploadedById of ["me", "they", null]) {
      expect(outcome(() => authorize(me, "source.read", { uploadedById, reports: [REPORT] }))).toBe(expected);
      // Editions of several reports can have the same source.
      const both = { uploadedById, reports: [REPORT, "towns"] };
      expect(outcome(() => authorize(me, "source.read", both))).toBe(role === "guest" ? hidden : yes);
    }
  });

  it("hide other people's links to them, but not one's own", () => {
    const ask = (createdById: string, reports: string[]) => {
      const share = { createdById, tokenHash: "hash", reports, revokedById: "somebody" };
      const editor = actor("editor", "other");
      return (["share.list", "share.revoke", "share.restore"] as const).map((action) =>
        outcome(() => authorize(editor, action, share)),
      );
    };
    expect(ask("they", ["towns"])).toEqual([yes, yes, yes]);
    expect(ask("they", ["towns", REPORT])).toEqual([hidden, hidden, hidden]);
    expect(ask("me", [REPORT])).toEqual([yes, yes, forbidden]);
  });

  it.each(MEMBERS)("let a %s import files if they can edit one of them", (role) => {
    const me = actor(role, "edits");
    expect(outcome(() => authorize(me, "import.create", null))).toBe(yes);
    for (const action of ["import.read", "import.correct", "import.discard"] as const) {
      expect(outcome(() => authorize(me, action, { personId: "me" }))).toBe(yes);
      expect(outcome(() => authorize(me, action, { personId: "they" }))).toBe(hidden);
    }
    expect(may(me, "report.add", null)).toBe(role === "owner" || role === "editor");
  });

  it("are filtered by audience and by grant", () => {
    const grants = {
      some: { right: { in: ["edit", "read"] }, OR: [{ personId: "me" }, { groupId: { in: [GROUP] } }] },
    };
    const where = (audiences: string[]) => ({ OR: [{ audience: { in: audiences } }, { grants }] });
    expect(readableBy(actor("owner"))).toEqual({ audience: { in: ["public", "team", "restricted"] } });
    for (const role of ["editor", "annotator", "reader"] as const) {
      expect(readableBy(actor(role))).toEqual(where(["public", "team"]));
    }
    expect(readableBy(actor("guest"))).toEqual(where(["public"]));
  });
});

describe("guests", () => {
  it("see replies only to notes of their groups and to their own notes, and moderate nothing", () => {
    const ask = (action: "reply.read" | "reply.edit" | "reply.delete", by: string, on: keyof typeof OWNED) => {
      const { report: _, ...audience } = OWNED[on];
      const row = { ...audience, authorId: by, repliedTo: OWNED[on], deletedById: null };
      return outcome(() => authorize(actor("guest"), action, row));
    };
    expect(ask("reply.read", "they", "theirs, for my group")).toBe(yes);
    expect(ask("reply.edit", "me", "theirs, for my group")).toBe(yes);
    expect(ask("reply.delete", "they", "theirs, for my group")).toBe(forbidden);
    for (const on of ["their team's", "their private", "theirs, for another group"] as const) {
      expect(ask("reply.read", "they", on)).toBe(hidden);
    }
  });

  it("restore what they have deleted, and nothing else", () => {
    const restore = (thing: Owned, deletedById: string) =>
      outcome(() => authorize(actor("guest"), "note.restore", { ...thing, deletedById }));
    expect(restore(OWNED["mine, for my group"], "me")).toBe(yes);
    expect(restore(OWNED["theirs, for my group"], "they")).toBe(forbidden);
    expect(restore(OWNED["their team's"], "they")).toBe(hidden);
  });

  it("share nothing outside the team", () => {
    const link = { createdById: "me", tokenHash: "hash", reports: [REPORT] };
    for (const action of ["share.edit", "share.renew"] as const) {
      expect(outcome(() => authorize(actor("guest"), action, link))).toBe(forbidden);
    }
    // They can end links that they created in an earlier role.
    expect(outcome(() => authorize(actor("guest"), "share.revoke", link))).toBe(yes);
    const ended = { ...link, revokedById: "me" };
    expect(outcome(() => authorize(actor("guest"), "share.restore", ended))).toBe(forbidden);
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
