import { UserError } from "../errors";
import { relationTo, reportOf } from "./relations";
import {
  EDIT_REPORT,
  EVERY_REPORT,
  IMPORT,
  MANAGE_REPORT,
  PUBLISH_REPORT,
  READ_REPORT,
  type Rule,
} from "./report-rules";
import type {
  Action,
  Actor,
  Relation,
  ReportAudience,
  ReportRelation,
  ReportRight,
  Resources,
  Rights,
} from "./resources";
import type { Role } from "./roles";

export type {
  Action,
  Actor,
  Ended,
  OfReport,
  Owned,
  OwnReports,
  PersonalItem,
  Replied,
  ReportAudience,
  ReportRelation,
  ReportRight,
  Rights,
  Shared,
} from "./resources";

const NEVER_OTHERS = ["own", "group", "team"] as const;
/** Guests don't belong to the team. They see notes only in their groups. */
const AMONG_GUESTS = ["own", "group"] as const;

/** Readers keep access to items that they created in an earlier role. */
const SEE: Rule = {
  owner: NEVER_OTHERS,
  editor: NEVER_OTHERS,
  annotator: NEVER_OTHERS,
  reader: NEVER_OTHERS,
  guest: AMONG_GUESTS,
};
/** Everyone who can read an edition can read its source. */
const SEE_SOURCE: Rule = { ...SEE, guest: NEVER_OTHERS };
const CREATE: Rule = { owner: NEVER_OTHERS, editor: NEVER_OTHERS, annotator: NEVER_OTHERS, guest: AMONG_GUESTS };
const EDIT: Rule = { owner: ["own"], editor: ["own"], annotator: ["own"], guest: ["own"] };
/**
 * Owners and editors can moderate what they see. Only authors can edit, so that no one can put words in another user's
 * mouth.
 */
const DELETE: Rule = {
  owner: NEVER_OTHERS,
  editor: NEVER_OTHERS,
  annotator: ["own"],
  reader: ["own"],
  guest: ["own"],
};
/**
 * Erasing can't be undone. So only the author can do it, or a moderator if the content is visible to the whole team.
 */
const ERASE: Rule = {
  owner: ["own", "team"],
  editor: ["own", "team"],
  annotator: ["own"],
  reader: ["own"],
  guest: ["own"],
};
/**
 * Authors can share their notes with people outside the team. Moderators can do so if the whole team can already see
 * the note.
 */
const SHARE: Rule = { owner: ["own", "team"], editor: ["own", "team"], annotator: ["own"] };
const SHARES: Rule = {
  owner: ["own", "team"],
  editor: ["own", "team"],
  annotator: ["own"],
  reader: ["own"],
  guest: ["own"],
};
const EDIT_SHARE: Rule = { owner: ["own"], editor: ["own"], annotator: ["own"] };
const EVERYBODY: Rule = { owner: ["own"], editor: ["own"], annotator: ["own"], reader: ["own"], guest: ["own"] };
const OWNER: Rule = { owner: ["own"] };
const WRITERS: Rule = { owner: ["own"], editor: ["own"], annotator: ["own"] };
const EDITORS: Rule = { owner: ["own"], editor: ["own"] };
/**
 * A highlight's position in an edition is a fact about the edition, not its author's opinion, and the author may have
 * left the team. So people who are responsible for editions can set it too. The quoted text and the note stay
 * unchanged; the interface names the user who attached the highlight, and the change can be undone.
 */
const PLACE: Rule = { owner: NEVER_OTHERS, editor: NEVER_OTHERS, annotator: ["own"], guest: ["own"] };

/**
 * The single table of permissions. Anything not listed is forbidden. An action without a resource has the relation
 * "own".
 */
const TABLE: Readonly<Record<Action, Rule>> = {
  "library.read": EVERYBODY,
  "report.read": READ_REPORT,
  "report.edit": EDIT_REPORT,
  "report.add": EDITORS,
  "report.archive": EDIT_REPORT,
  "report.delete": MANAGE_REPORT,
  "report.restore": MANAGE_REPORT,
  "report.erase": MANAGE_REPORT,
  "edition.add": EDIT_REPORT,
  "access.read": EDIT_REPORT,
  "access.change": MANAGE_REPORT,
  "access.publish": PUBLISH_REPORT,
  "import.create": IMPORT,
  "import.correct": IMPORT,
  "import.discard": IMPORT,
  "import.read": IMPORT,
  "source.read": SEE_SOURCE,
  "colour.name": EDITORS,
  "highlight.create": CREATE,
  "highlight.read": SEE,
  "highlight.edit": EDIT,
  "highlight.delete": DELETE,
  "highlight.restore": DELETE,
  "highlight.erase": ERASE,
  "highlight.place": PLACE,
  "note.read": SEE,
  "note.edit": EDIT,
  "note.delete": DELETE,
  "note.restore": DELETE,
  "note.erase": ERASE,
  "note.resolve": CREATE,
  "reply.create": CREATE,
  "reply.read": SEE,
  "reply.edit": EDIT,
  "reply.delete": DELETE,
  "reply.restore": DELETE,
  "reply.erase": ERASE,
  "notes.export": EVERYBODY,
  "notes.import": WRITERS,
  "share.create": SHARE,
  "share.list": SHARES,
  "share.revoke": SHARES,
  // Renewing a link needs the same rights as creating one.
  "share.renew": SHARE,
  "share.edit": EDIT_SHARE,
  "share.erase": EVERYBODY,
  "search.save": EVERYBODY,
  "search.list": EVERYBODY,
  "search.delete": EVERYBODY,
  "share.restore": SHARE,
  "inbox.list": EVERYBODY,
  "inbox.read": EVERYBODY,
  "invitation.create": OWNER,
  "invitation.list": OWNER,
  "invitation.revoke": OWNER,
  "invitation.restore": OWNER,
  "member.list": SEE,
  "member.change": OWNER,
  "member.remove": OWNER,
  "member.former": OWNER,
  "group.list": OWNER,
  "group.manage": OWNER,
  "account.export": EVERYBODY,
  "account.delete": EVERYBODY,
  "audit.list": OWNER,
  "server.read": OWNER,
  "server.change": OWNER,
  "session.list": EVERYBODY,
  "session.end": EVERYBODY,
  "session.confirm": EVERYBODY,
  "profile.change": EVERYBODY,
  "password.change": EVERYBODY,
  "reset.create": OWNER,
  "factor.list": EVERYBODY,
  "factor.add": EVERYBODY,
  "factor.remove": EVERYBODY,
  "factor.reset": OWNER,
  "factor.require": OWNER,
  "factor.listTeam": OWNER,
  "passkey.rename": EVERYBODY,
  "passkey.remove": EVERYBODY,
  "token.create": EVERYBODY,
  "token.list": EVERYBODY,
  "token.revoke": EVERYBODY,
};

/**
 * Actions that an attacker at an unlocked browser must not be able to perform, because they grant lasting access,
 * revoke it, export everything, publish a report, or delete everyone's notes in one. They require a
 * recent re-authentication, and can't be performed with API tokens. Managing groups is one of them, because people who
 * add themselves to a group can read its notes. GitHub's sudo mode covers the management of team members for the same
 * reason. One confirmation covers ten minutes of changes. (Changing a password asks for the current one anyway.)
 */
const SENSITIVE: ReadonlySet<Action> = new Set<Action>([
  "token.create",
  "reset.create",
  "member.change",
  "member.remove",
  "group.manage",
  "invitation.create",
  "invitation.restore",
  "account.export",
  "account.delete",
  "factor.add",
  "factor.remove",
  "factor.reset",
  "factor.require",
  "passkey.remove",
  "report.delete",
  "report.erase",
  "access.publish",
]);

/** How long a sign-in (here or with the provider) or a password confirmation counts as recent, in minutes. */
const CONFIRMED_MINUTES = 10;

/** Whether a user has re-authenticated recently enough for sensitive actions. */
export function isConfirmed({ confirmedAt }: Pick<Actor, "confirmedAt">, now: Date = new Date()): boolean {
  return confirmedAt !== undefined && now.getTime() - confirmedAt.getTime() <= CONFIRMED_MINUTES * 60_000;
}

/**
 * A user who isn't allowed to perform this action gets the error `not-found`, so that they can't find out whether the
 * resource exists.
 */
const SEEN_BY: Partial<Record<Action, Action>> = {
  "report.read": "report.read",
  "report.edit": "report.read",
  "report.archive": "report.read",
  "report.delete": "report.read",
  "report.restore": "report.read",
  "report.erase": "report.read",
  "edition.add": "report.read",
  "access.read": "report.read",
  "access.change": "report.read",
  "access.publish": "report.read",
  "source.read": "source.read",
  "import.correct": "import.correct",
  "import.discard": "import.discard",
  "import.read": "import.read",
  "highlight.read": "highlight.read",
  "highlight.edit": "highlight.read",
  "highlight.delete": "highlight.read",
  "highlight.restore": "highlight.read",
  "highlight.erase": "highlight.read",
  "highlight.place": "highlight.read",
  "note.read": "note.read",
  "note.edit": "note.read",
  "note.delete": "note.read",
  "note.restore": "note.read",
  "note.erase": "note.read",
  "note.resolve": "note.read",
  "reply.create": "note.read",
  "reply.read": "reply.read",
  "reply.edit": "reply.read",
  "reply.delete": "reply.read",
  "reply.restore": "reply.read",
  "reply.erase": "reply.read",
  "share.create": "highlight.read",
  "share.list": "share.list",
  "share.revoke": "share.list",
  "share.renew": "share.list",
  "share.edit": "share.list",
  "share.erase": "share.list",
  "search.delete": "search.delete",
  "share.restore": "share.list",
  "inbox.read": "inbox.read",
  "session.end": "session.end",
  "token.revoke": "token.revoke",
  "passkey.rename": "passkey.rename",
  "passkey.remove": "passkey.remove",
};

class Permit<T, A extends Action> {
  readonly #action: A;

  constructor(
    readonly actor: Actor,
    action: A,
    /** The resource that the action was authorized for. */
    readonly resource: T,
  ) {
    this.#action = action;
  }

  get action(): A {
    return this.#action;
  }
}

/**
 * Proof that `actor` can perform `action` on `resource`. Only `authorize` creates one. Domain functions that change
 * something take it as a parameter, so that code without the check doesn't compile. (It is a class with a private
 * field, so that neither an object literal nor a copy has the type.)
 */
export type Authorized<T, A extends Action> = Permit<T, A>;

/**
 * @returns the permit that domain functions require
 * @throws UserError `not-found` (404) if the resource is hidden from the user, otherwise `forbidden` (403), or
 *   `reauthentication-required` (403) for a sensitive action without a recent re-authentication
 */
export function authorize<A extends Action, R extends Resources[A]>(
  actor: Actor,
  action: A,
  resource: R,
  now: Date = new Date(),
): Authorized<R, A> {
  if (may(actor, action, resource)) {
    if (SENSITIVE.has(action) && !isConfirmed(actor, now)) throw notConfirmed();
    return new Permit(actor, action, resource);
  }
  if (isHidden(actor, action, resource)) throw notThere();
  throw new UserError("forbidden");
}

function isHidden<A extends Action>(actor: Rights, action: A, resource: Resources[A]): boolean {
  if (resource === null) return false;
  if ("authorId" in resource && !canRead(actor, reportOf(resource))) return true;
  const seen = SEEN_BY[action];
  return seen !== undefined && !allows(seen, actor.role, relationIn(actor, seen, resource));
}

function notConfirmed(): UserError {
  return new UserError("reauthentication-required");
}

/** The same error for missing and for hidden items, so that it doesn't reveal whether an item exists. */
export function notThere(): UserError {
  return new UserError("not-found.hidden");
}

/** Whether `authorize` would succeed, for deciding what the interface offers. */
export function may<A extends Action>(actor: Rights, action: A, resource: Resources[A]): boolean {
  return allows(action, actor.role, relationIn(actor, action, resource));
}

function relationIn(actor: Rights, action: Action, resource: Resources[Action]): Relation {
  return relationTo(actor, action, resource, (slug) => canRead(actor, slug));
}

/** Whether a user can read a report: the check that everything in it depends on. */
export function canRead(actor: Rights, slug: string): boolean {
  return allows("report.read", actor.role, actor.reports.relationTo(slug));
}

/** The reports that a user can read, as a Prisma `where`, derived from the table that `authorize` uses. */
export function readableBy(actor: Rights) {
  const seen = EVERY_REPORT.filter((relation) => allows("report.read", actor.role, relation));
  const audiences = seen.flatMap((relation) => AUDIENCE_OF[relation] ?? []);
  const rights = seen.flatMap((relation) => RIGHT_OF[relation] ?? []);
  const toAudience = { audience: { in: audiences } };
  // Every report has one of the audiences, so for owners, the grants make no difference.
  if (seen.includes("other")) return toAudience;
  const named = [{ personId: actor.id }, { groupId: { in: actor.groupIds } }];
  return { OR: [toAudience, { grants: { some: { right: { in: rights }, OR: named } } }] };
}

const AUDIENCE_OF: Partial<Record<ReportRelation, ReportAudience>> = {
  public: "public",
  team: "team",
  other: "restricted",
};
const RIGHT_OF: Partial<Record<ReportRelation, ReportRight>> = { edits: "edit", reads: "read" };

/** The highlights that a user can see, as a Prisma `where`, derived from the table that `authorize` uses. */
export function visibleTo(actor: Rights) {
  return { ofReport: readableBy(actor), ...inAudience(actor) };
}

/** Like `visibleTo`, for notes. */
export function notesVisibleTo(actor: Rights) {
  return { highlight: { ofReport: readableBy(actor) }, ...inAudience(actor) };
}

function inAudience(actor: Rights) {
  const conditions: Record<(typeof NEVER_OTHERS)[number], object> = {
    own: { authorId: actor.id },
    team: { visibility: "team" },
    group: { visibility: "group", groupId: { in: actor.groupIds } },
  };
  return { OR: NEVER_OTHERS.filter((r) => allows("highlight.read", actor.role, r)).map((r) => conditions[r]) };
}

/**
 * The visible replies to the notes that a user can see (`notesVisibleTo`), as a Prisma `where`, derived from the table that `authorize`
 * uses.
 */
export function repliesVisibleTo(actor: Rights) {
  if (!allows("reply.read", actor.role, "group")) return { authorId: actor.id };
  const toTheirNotes = { visibility: "private" as const, note: { authorId: actor.id } };
  return { OR: [...inAudience(actor).OR, toTheirNotes] };
}

/**
 * The members that a user knows of, as a Prisma `where`, derived from the table that `authorize` uses. Guests know only
 * the members of their groups.
 */
export function membersKnownTo(actor: Rights) {
  if (allows("member.list", actor.role, "team")) return {};
  return { OR: [{ id: actor.id }, { memberships: { some: { groupId: { in: actor.groupIds } } } }] };
}

/** The shares that a user can see in a list, as a Prisma `where`, derived from the table that `authorize` uses. */
export function sharesVisibleTo(actor: Actor) {
  const own = { createdById: actor.id };
  if (!allows("share.list", actor.role, "team")) return own;
  const unreadable = { edition: { ofReport: { NOT: readableBy(actor) } } };
  return { OR: [own, { tokenHash: { not: null }, passages: { none: { position: { not: null }, ...unreadable } } }] };
}

function allows(action: Action, role: Role, relation: Relation): boolean {
  return TABLE[action][role]?.includes(relation) ?? false;
}
