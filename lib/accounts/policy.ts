import { UserError } from "../errors";
import { relationTo } from "./relations";
import type { Action, Actor, Relation, Resources, Rights } from "./resources";
import type { Role } from "./roles";

export type { Action, Actor, Ended, Owned, PersonalItem, Replied, Rights, Shared } from "./resources";

type Rule = Readonly<Partial<Record<Role, readonly Relation[]>>>;

const NEVER_OTHERS = ["own", "group", "team"] as const;

/** Readers keep what they made while they had another role. */
const SEE: Rule = { owner: NEVER_OTHERS, editor: NEVER_OTHERS, annotator: NEVER_OTHERS, reader: NEVER_OTHERS };
const CREATE: Rule = { owner: NEVER_OTHERS, editor: NEVER_OTHERS, annotator: NEVER_OTHERS };
const EDIT: Rule = { owner: ["own"], editor: ["own"], annotator: ["own"] };
/** Owners and editors moderate what they can see. Nobody puts words into another's mouth, so they may not edit it. */
const DELETE: Rule = { owner: NEVER_OTHERS, editor: NEVER_OTHERS, annotator: ["own"], reader: ["own"] };
/** What nobody can bring back, its author takes away; or a moderator, where the whole team might have seen it. */
const ERASE: Rule = { owner: ["own", "team"], editor: ["own", "team"], annotator: ["own"], reader: ["own"] };
/** A note goes outside by its author, or by a moderator where the team can see it already. */
const SHARE: Rule = { owner: ["own", "team"], editor: ["own", "team"], annotator: ["own"] };
const SHARES: Rule = { owner: ["own", "team"], editor: ["own", "team"], annotator: ["own"], reader: ["own"] };
const EVERYBODY: Rule = { owner: ["own"], editor: ["own"], annotator: ["own"], reader: ["own"] };
const OWNER: Rule = { owner: ["own"] };
const WRITERS: Rule = { owner: ["own"], editor: ["own"], annotator: ["own"] };
const EDITORS: Rule = { owner: ["own"], editor: ["own"] };
/**
 * Where a highlight stands is not its author's word but a fact about an edition, and who may have left the team cannot say it any more:
 * those who answer for editions may, as well as the author. The words that were highlighted at first stay as they are, and so does
 * the note; it is said who attached it, and can be taken back.
 */
const PLACE: Rule = { owner: NEVER_OTHERS, editor: NEVER_OTHERS, annotator: ["own"] };

/** The one table of who may do what. What it does not say is forbidden. An action on nothing has the relation "own". */
const TABLE: Readonly<Record<Action, Rule>> = {
  "report.read": EVERYBODY,
  "edition.add": EDITORS,
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
  // A link that works is replaced by another by who could make one.
  "share.renew": SHARE,
  "share.edit": EDIT,
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
  "member.list": EVERYBODY,
  "member.change": OWNER,
  "member.remove": OWNER,
  "member.former": OWNER,
  "group.list": OWNER,
  "group.manage": OWNER,
  "account.export": EVERYBODY,
  "account.delete": EVERYBODY,
  "audit.list": OWNER,
  "session.list": EVERYBODY,
  "session.end": EVERYBODY,
  "session.confirm": EVERYBODY,
  "password.change": EVERYBODY,
  "reset.create": OWNER,
  "token.create": EVERYBODY,
  "token.list": EVERYBODY,
  "token.revoke": EVERYBODY,
};

/**
 * What nobody is to do by finding somebody's browser open, since it gives access that lasts, takes it away, or takes everything out. Who
 * last proved who they are a while ago is asked again, and API tokens can't do it. Groups are among it, as members of a team are in
 * GitHub's sudo mode: who adds themself to one reads its notes. Once confirmed, ten minutes of changes go on unasked. (To change one's password takes the password anyway.)
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
]);

/** How long a sign-in, here or at the provider, or a password that was given again, is proof of who somebody is, in minutes. */
const CONFIRMED_MINUTES = 10;

/** The code of the error for who has to prove again who they are. */
const REAUTHENTICATION = "reauthentication-required";

/** Whether a person has proved lately who they are, so that they may do what is sensitive. */
export function isConfirmed({ confirmedAt }: Pick<Actor, "confirmedAt">, now: Date = new Date()): boolean {
  return confirmedAt !== undefined && now.getTime() - confirmedAt.getTime() <= CONFIRMED_MINUTES * 60_000;
}

/** What a person must be able to see before being told that they may not touch it: otherwise it does not exist for them. */
const SEEN_BY: Partial<Record<Action, Action>> = {
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
};

class Permit<T, A extends Action> {
  readonly #action: A;

  constructor(
    readonly actor: Actor,
    action: A,
    /** What the action may be done to. */
    readonly resource: T,
  ) {
    this.#action = action;
  }

  get action(): A {
    return this.#action;
  }
}

/**
 * The proof that `actor` may do `action` to `resource`. Only `authorize` makes one: a domain function that changes a thing
 * asks for it, so that a forgotten check does not compile. (It is a class with a private field, so that neither a literal
 * nor a copy passes for one.)
 */
export type Authorized<T, A extends Action> = Permit<T, A>;

/**
 * @returns the proof that the domain functions ask for
 * @throws UserError `not-found` (404) where the person may not even know of the resource, else `forbidden` (403), or
 *   `reauthentication-required` (403) for something sensitive where they have not proved lately who they are
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
  const seen = SEEN_BY[action];
  if (seen && resource !== null && !allows(seen, actor.role, relationTo(actor, seen, resource))) {
    throw notThere();
  }
  throw new UserError("forbidden", "Your role in this team does not allow that.", 403);
}

function notConfirmed(): UserError {
  return new UserError(
    REAUTHENTICATION,
    "Confirm that it's you: enter your password again, or sign in again if you have none. Nothing was changed.",
    403,
  );
}

/** Says nothing of whether a thing exists: what is not there, and what a person may not know of, are refused alike. */
export function notThere(): UserError {
  return new UserError("not-found", "There is nothing here that you can see. It may have been deleted.", 404);
}

/** Whether `authorize` would succeed: for what an interface offers. */
export function may<A extends Action>(actor: Rights, action: A, resource: Resources[A]): boolean {
  return allows(action, actor.role, relationTo(actor, action, resource));
}

/**
 * The highlights or notes that a person may see, as a Prisma `where`, from the same table as `authorize`.
 */
export function visibleTo(actor: Rights) {
  const conditions: Record<Exclude<Relation, "other">, object> = {
    own: { authorId: actor.id },
    team: { visibility: "team" },
    group: { visibility: "group", groupId: { in: actor.groupIds } },
  };
  return { OR: NEVER_OTHERS.filter((r) => allows("highlight.read", actor.role, r)).map((r) => conditions[r]) };
}

/**
 * The replies that a person may see to notes that they see, as a Prisma `where`, from the same table as `authorize`.
 */
export function repliesVisibleTo(actor: Rights) {
  if (!allows("reply.read", actor.role, "group")) return { authorId: actor.id };
  const toTheirNotes = { visibility: "private" as const, note: { authorId: actor.id } };
  return { OR: [...visibleTo(actor).OR, toTheirNotes] };
}

/** The shares that a person may see in a list, as a Prisma `where`, from the same table as `authorize`. */
export function sharesVisibleTo(actor: Actor) {
  const own = { createdById: actor.id };
  return allows("share.list", actor.role, "team") ? { OR: [own, { tokenHash: { not: null } }] } : own;
}

function allows(action: Action, role: Role, relation: Relation): boolean {
  return TABLE[action][role]?.includes(relation) ?? false;
}
