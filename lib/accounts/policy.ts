import { UserError } from "../errors";
import type { Client } from "./client";
import type { Role } from "./roles";

/** The person behind a request, with a session that was checked for it. */
export interface Actor {
  id: string;
  name: string;
  /** Lower case. */
  email: string;
  role: Role;
  /** Groups that the person is in. */
  groupIds: string[];
  sessionId: string;
  /** How the request names the save that it makes, so that the same one, sent again, changes nothing. */
  saveKey?: string;
  /** Where the request came from; absent where there is none, as on the command line. */
  client?: Client;
}

/** A person, as far as what they may do is concerned. */
export type Rights = Pick<Actor, "id" | "role" | "groupIds">;

/** A highlight or a note, as far as permission is concerned. */
export interface Owned {
  authorId: string;
  visibility: "private" | "team" | "group";
  /** The group that may see it where the visibility is "group". */
  groupId: string | null;
}

/** A share, as far as permission is concerned. */
export interface Shared {
  createdById: string;
}

/** What a person keeps for themself, as far as permission is concerned. */
export interface Kept {
  personId: string;
}

/** A reply in the thread of a note, as far as permission is concerned. */
export interface Replied {
  authorId: string;
  /** What it replies to: who does not see that sees no reply to it, their own neither. */
  repliedTo: Owned;
  /** Who has deleted it; null where it is not deleted, or nobody knows. */
  deletedById: string | null;
}

/** A highlight or a note that was deleted. */
interface Deleted extends Owned {
  /** Null where nobody knows. */
  deletedById: string | null;
}

/** A share that was ended. */
export interface Ended extends Shared {
  /** Null where nobody knows. */
  revokedById: string | null;
}

/** How a person stands to a thing. "other" is somebody else's, private or of a group the person is not in. */
type Relation = "own" | "group" | "team" | "other";

/**
 * What each action is done to.
 *
 * - `highlight.create` takes the highlight as it would be. It is asked again, with the new state, when a change of
 *   visibility puts a highlight or a note before other people.
 * - `highlight.place` says where a highlight stands in an edition: attaches it by hand, or keeps it without a place.
 * - `colour.name` says what the team calls a colour of highlights.
 * - `note.resolve` says that a note is settled, or takes that back; `reply.create` takes the note that is replied to.
 * - `share.create` takes the highlight whose note goes out with the passage; null for a passage of the report alone.
 * - The `restore` actions take what was deleted or ended. It is "own" to who did that. What its maker took away is "other" to
 *   everybody else; what somebody else took away, a moderator, stands to people as it did before.
 */
interface Resources {
  "report.read": null;
  "edition.add": null;
  "colour.name": null;
  "highlight.create": Owned;
  "highlight.read": Owned;
  "highlight.edit": Owned;
  "highlight.delete": Owned;
  "highlight.restore": Deleted;
  "highlight.place": Owned;
  "note.read": Owned;
  "note.edit": Owned;
  "note.delete": Owned;
  "note.restore": Deleted;
  "note.resolve": Owned;
  "reply.create": Owned;
  "reply.read": Replied;
  "reply.edit": Replied;
  "reply.delete": Replied;
  "reply.restore": Replied;
  "share.create": Owned | null;
  "share.list": Shared;
  "share.revoke": Shared;
  "search.save": null;
  "search.list": null;
  "search.delete": Kept;
  "share.restore": Ended;
  "inbox.list": null;
  "inbox.read": Kept;
  "invitation.create": null;
  "invitation.list": null;
  "invitation.revoke": null;
  "invitation.restore": null;
  "member.list": null;
  "audit.list": null;
}
export type Action = keyof Resources;

type Rule = Readonly<Partial<Record<Role, readonly Relation[]>>>;

const NEVER_OTHERS = ["own", "group", "team"] as const;
const ANY = ["own", "group", "team", "other"] as const;

/** Readers keep what they made while they had another role. */
const SEE: Rule = { owner: NEVER_OTHERS, editor: NEVER_OTHERS, annotator: NEVER_OTHERS, reader: NEVER_OTHERS };
const CREATE: Rule = { owner: NEVER_OTHERS, editor: NEVER_OTHERS, annotator: NEVER_OTHERS };
const EDIT: Rule = { owner: ["own"], editor: ["own"], annotator: ["own"] };
/** Owners and editors moderate what they can see. Nobody puts words into another's mouth, so they may not edit it. */
const DELETE: Rule = { owner: NEVER_OTHERS, editor: NEVER_OTHERS, annotator: ["own"], reader: ["own"] };
/** A note goes outside by its author, or by a moderator where the team can see it already. */
const SHARE: Rule = { owner: ["own", "team"], editor: ["own", "team"], annotator: ["own"] };
const SHARES: Rule = { owner: ANY, editor: ANY, annotator: ["own"], reader: ["own"] };
const EVERYBODY: Rule = { owner: ["own"], editor: ["own"], annotator: ["own"], reader: ["own"] };
const OWNER: Rule = { owner: ["own"] };
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
  "highlight.place": PLACE,
  "note.read": SEE,
  "note.edit": EDIT,
  "note.delete": DELETE,
  "note.restore": DELETE,
  "note.resolve": CREATE,
  "reply.create": CREATE,
  "reply.read": SEE,
  "reply.edit": EDIT,
  "reply.delete": DELETE,
  "reply.restore": DELETE,
  "share.create": SHARE,
  "share.list": SHARES,
  "share.revoke": SHARES,
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
  "audit.list": OWNER,
};

/** What a person must be able to see before being told that they may not touch it: otherwise it does not exist for them. */
const SEEN_BY: Partial<Record<Action, Action>> = {
  "highlight.read": "highlight.read",
  "highlight.edit": "highlight.read",
  "highlight.delete": "highlight.read",
  "highlight.restore": "highlight.read",
  "highlight.place": "highlight.read",
  "note.read": "note.read",
  "note.edit": "note.read",
  "note.delete": "note.read",
  "note.restore": "note.read",
  "note.resolve": "note.read",
  "reply.create": "note.read",
  "reply.read": "reply.read",
  "reply.edit": "reply.read",
  "reply.delete": "reply.read",
  "reply.restore": "reply.read",
  "share.create": "highlight.read",
  "share.list": "share.list",
  "share.revoke": "share.list",
  "search.delete": "search.delete",
  "share.restore": "share.list",
  "inbox.read": "inbox.read",
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
 * @throws UserError `not-found` (404) where the person may not even know of the resource, else `forbidden` (403)
 */
export function authorize<A extends Action, R extends Resources[A]>(
  actor: Actor,
  action: A,
  resource: R,
): Authorized<R, A> {
  if (may(actor, action, resource)) return new Permit(actor, action, resource);
  const seen = SEEN_BY[action];
  if (seen && resource !== null && !allows(seen, actor.role, relationTo(actor, seen, resource))) {
    throw new UserError("not-found", "There is nothing at this address that you can see.", 404);
  }
  throw new UserError("forbidden", "Your role in this team does not allow that.", 403);
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

/** The shares that a person may see in a list, as a Prisma `where`, from the same table as `authorize`. */
export function sharesVisibleTo(actor: Actor) {
  return allows("share.list", actor.role, "other") ? {} : { createdById: actor.id };
}

function allows(action: Action, role: Role, relation: Relation): boolean {
  return TABLE[action][role]?.includes(relation) ?? false;
}

function relationTo(
  actor: Rights,
  action: Action,
  resource: Owned | Shared | Kept | Deleted | Ended | Replied | null,
): Relation {
  if (resource === null) return "own";
  if ("repliedTo" in resource) return relationToReply(actor, action, resource);
  if ("personId" in resource) return resource.personId === actor.id ? "own" : "other";
  if (action.endsWith(".restore") && ("deletedById" in resource || "revokedById" in resource)) {
    return relationToTaken(actor, resource);
  }
  if ("createdById" in resource) return resource.createdById === actor.id ? "own" : "other";
  // Making a thing: what counts is before whom it would be put.
  const isOwn = resource.authorId === actor.id;
  if (action === "highlight.create" ? isOwn && resource.visibility === "private" : isOwn) return "own";
  if (action === "highlight.create" && !isOwn) return "other";
  return relationToAudience(actor, resource);
}

function relationToReply(actor: Rights, action: Action, { authorId, repliedTo, deletedById }: Replied): Relation {
  const toNote = relationTo(actor, "note.read", repliedTo);
  if (toNote === "other") return "other";
  // Of who wrote the note, the replies of others are not.
  const others = repliedTo.visibility === "group" ? "group" : "team";
  if (action !== "reply.restore") return authorId === actor.id ? "own" : others;
  if (deletedById === actor.id) return "own";
  return deletedById === authorId ? "other" : others;
}

/** How a person stands to what was deleted or ended: see `Resources`. */
function relationToTaken(actor: Rights, resource: Deleted | Ended): Relation {
  const isShare = "createdById" in resource;
  const takenBy = isShare ? resource.revokedById : resource.deletedById;
  if (takenBy === actor.id) return "own";
  if (takenBy === (isShare ? resource.createdById : resource.authorId)) return "other";
  return isShare ? "team" : relationToAudience(actor, resource);
}

function relationToAudience(actor: Rights, { visibility, groupId }: Owned): Relation {
  if (visibility === "team") return "team";
  return visibility === "group" && groupId !== null && actor.groupIds.includes(groupId) ? "group" : "other";
}
