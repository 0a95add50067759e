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
  /** Of the session; of the API token, where a program calls. */
  sessionId: string;
  /** How the request names the save that it makes, so that the same one, sent again, changes nothing. */
  saveKey?: string;
  /** When the person last proved who they are: by signing in, or by their password since. Absent for an API token, and where nobody knows. */
  confirmedAt?: Date;
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
  /** Null for a collection that has no link yet: nobody but its maker knows of it. */
  tokenHash: string | null;
}

/** What a person keeps for themself, as far as permission is concerned; their sessions and API tokens too. */
export interface PersonalItem {
  personId: string;
}

/**
 * A reply in the thread of a note, as far as permission is concerned. Its audience is that of the note when it was written; "private" is its
 * author and the author of the note.
 */
export interface Replied extends Owned {
  /** What it replies to: who does not see that sees no reply to it, their own neither. */
  repliedTo: Owned;
  /** Who has deleted it; null where it is not deleted, or nobody knows. */
  deletedById: string | null;
}

/** A highlight or a note that was deleted. */
export interface Deleted extends Owned {
  /** Null where nobody knows. */
  deletedById: string | null;
}

/** A share that was ended. */
export interface Ended extends Shared {
  /** Null where nobody knows. */
  revokedById: string | null;
}

/** How a person stands to a thing. "other" is somebody else's, private or of a group the person is not in. */
export type Relation = "own" | "group" | "team" | "other";

/**
 * What each action is done to.
 *
 * - `highlight.create` takes the highlight as it would be. It is asked again, with the new state, when a change of
 *   visibility puts a highlight or a note before other people.
 * - `highlight.place` says where a highlight stands in an edition: attaches it by hand, or keeps it without a place.
 * - `colour.name` says what the team calls a colour of highlights.
 * - `notes.export` takes out what the person sees; `notes.import` brings in what becomes their own.
 * - `note.resolve` says that a note is settled, or takes that back; `reply.create` takes the note that is replied to.
 * - `reset.create` makes a link by which another person chooses a new password.
 * - `share.create` takes a note that goes out with a passage; null for a passage of the report alone.
 * - `share.edit` changes a collection of passages; `share.erase` takes one away for good whose link works no more.
 * - `highlight.erase`, `note.erase` and `reply.erase` take away for good what is deleted already. It is "own" to its author, and
 *   "other" to everybody else where its author has deleted it.
 * - `member.change` gives a person another role, `member.remove` ends their access; `group.manage` makes groups, renames and removes
 *   them, and says who is in them. `member.former` lists who was removed.
 * - `session.confirm` takes the password again, so that the session may do what is sensitive.
 * - `account.export` and `account.delete` are about one's own account.
 * - The `restore` actions take what was deleted or ended. It is "own" to who did that. What its maker took away is "other" to
 *   everybody else; what somebody else took away, a moderator, stands to people as it did before.
 */
export interface Resources {
  "report.read": null;
  "edition.add": null;
  "colour.name": null;
  "highlight.create": Owned;
  "highlight.read": Owned;
  "highlight.edit": Owned;
  "highlight.delete": Owned;
  "highlight.restore": Deleted;
  "highlight.place": Owned;
  "highlight.erase": Deleted;
  "note.read": Owned;
  "note.edit": Owned;
  "note.delete": Owned;
  "note.restore": Deleted;
  "note.erase": Deleted;
  "note.resolve": Owned;
  "reply.create": Owned;
  "reply.read": Replied;
  "reply.edit": Replied;
  "reply.delete": Replied;
  "reply.restore": Replied;
  "reply.erase": Replied;
  "notes.export": null;
  "notes.import": null;
  "share.create": Owned | null;
  "share.list": Shared;
  "share.revoke": Shared;
  "share.renew": Shared;
  "share.edit": Shared;
  "share.erase": Shared;
  "search.save": null;
  "search.list": null;
  "search.delete": PersonalItem;
  "share.restore": Ended;
  "inbox.list": null;
  "inbox.read": PersonalItem;
  "invitation.create": null;
  "invitation.list": null;
  "invitation.revoke": null;
  "invitation.restore": null;
  "member.list": null;
  "member.change": null;
  "member.remove": null;
  "member.former": null;
  "group.list": null;
  "group.manage": null;
  "account.export": null;
  "account.delete": null;
  "audit.list": null;
  "session.list": null;
  "session.end": PersonalItem;
  "session.confirm": null;
  "password.change": null;
  "reset.create": null;
  "token.create": null;
  "token.list": null;
  "token.revoke": PersonalItem;
}
export type Action = keyof Resources;
