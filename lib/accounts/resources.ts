import type { Client } from "./client";
import type { Role } from "./roles";

/** The user behind a request whose session or API token has been verified. */
export interface Actor {
  id: string;
  name: string;
  /** Lower case. */
  email: string;
  role: Role;
  /** Ids of the user's groups. */
  groupIds: string[];
  /** How the reports relate to the user. */
  reports: OwnReports;
  /** Id of the session, or of the API token if a program makes the request. */
  sessionId: string;
  /** The request's save key. Saving again with the same key changes nothing. */
  saveKey?: string;
  /**
   * When the user last confirmed their identity, by signing in or re-entering their password. Absent for an API token,
   * or if unknown.
   */
  confirmedAt?: Date;
  /** Whether the user must set up a second factor before they can do anything else. */
  mustSetUp?: true;
  /** Where the request came from; absent on the command line. */
  client?: Client;
}

/** The fields of a user that the policy checks. */
export type Rights = Pick<Actor, "id" | "role" | "groupIds" | "reports">;

/**
 * Who can read a report: every member except guests, only the people and groups that were given access, or anyone, even
 * without an account.
 */
export type ReportAudience = "team" | "restricted" | "public";

/** What people who were given access to a report can do with it. */
export type ReportRight = "read" | "edit";

/**
 * A user's relation to a report: the right that they, or one of their groups, were given for it; otherwise its
 * audience. "other" means that the report is restricted to other people.
 */
export type ReportRelation = "edits" | "reads" | "public" | "team" | "other";

/** How the reports relate to one user. */
export interface OwnReports {
  /** Is the same for users with the same relations to all reports, and changes with them. */
  key: string;
  /** Whether the user was given the right to edit any report. */
  editsSome: boolean;
  relationTo(slug: string): ReportRelation;
}

/** A report as the policy sees it. */
export interface OfReport {
  /** The report's slug. */
  report: string;
}

/** The fields of a highlight or note that the policy checks. */
export interface Owned extends OfReport {
  authorId: string;
  visibility: "private" | "team" | "group";
  /** The group that can see the item if the visibility is "group". */
  groupId: string | null;
}

/** The fields of a share that the policy checks. */
export interface Shared {
  createdById: string;
  /** Null for a collection without a link, which only its creator knows about. */
  tokenHash: string | null;
  /** The slugs of the reports that its passages are from. */
  reports: readonly string[];
}

/** A personal item as the policy sees it: a saved search, an inbox item, an import job, a session or an API token. */
export interface PersonalItem {
  personId: string;
}

/**
 * A reply as the policy sees it. Its audience is the note's audience at the time of writing; "private" means
 * its author and the note's author.
 */
export interface Replied extends Omit<Owned, keyof OfReport> {
  /** The note. Users who can't see it can't see its replies either, not even their own. */
  repliedTo: Owned;
  /** Who deleted the reply; null if it isn't deleted, or if this is unknown. */
  deletedById: string | null;
}

/** A deleted highlight or note. */
export interface Deleted extends Owned {
  /** Null if unknown. */
  deletedById: string | null;
}

/** A revoked share. */
export interface Ended extends Shared {
  /** Null if unknown. */
  revokedById: string | null;
}

/** The fields of an uploaded file that the policy checks. */
export interface Uploaded {
  /** Null if the file wasn't uploaded by a member. */
  uploadedById: string | null;
  /** The slugs of the reports with an edition that was created from the file. */
  reports: readonly string[];
}

/**
 * A user's relation to a resource. For anything but a report, "other" means that the resource belongs to another user, and is either private or
 * shared with a group that the user isn't in.
 */
export type Relation = "own" | "group" | "team" | "other" | ReportRelation;

/**
 * The resource of each action.
 *
 * - `library.read` lists and searches the reports that the user can read.
 * - `report.read` reads one report, `report.add` adds a new one, and `edition.add` adds an edition to an existing one.
 * - `access.read` shows who can read and edit a report, and `access.change` changes it. `access.publish` lets people
 *   without an account read it, or see more of it.
 * - `import.create` reads a file, to add it as an edition.
 * - `import.correct` changes the corrections to a file that is being imported.
 * - `import.discard` cancels an import job and deletes its file.
 * - `import.read` shows the pages of a file that have been read so far.
 * - `report.edit` changes a report's details.
 * - `report.archive` archives and unarchives a report; `report.delete` deletes it, and `report.restore` undoes that.
 *   `report.erase` permanently deletes a report that is already deleted.
 * - `highlight.create` takes the highlight in its new state. It is also checked when a change of visibility shows a
 *   highlight or note to more people.
 * - `highlight.place` sets a highlight's position in an edition: attaches it manually, or leaves it unplaced.
 * - `colour.name` sets the team's name for a highlight colour.
 * - `notes.export` exports what the user sees; `notes.import` adds annotations in the user's own name.
 * - `note.resolve` resolves or reopens a note; `reply.create` takes the note.
 * - `reset.create` creates a password reset link for another user.
 * - `share.create` takes the note that is shared with a passage; null for a passage alone.
 * - `share.edit` changes a collection; `share.erase` permanently deletes one without a working link.
 * - `highlight.erase`, `note.erase` and `reply.erase` permanently delete an item that is already deleted. The relation
 *   is "own" for the author, and "other" for everyone else if the author deleted it.
 * - `member.change` changes a user's role, `member.remove` ends their access; `group.manage` creates, renames and
 *   removes groups and manages their members. `member.former` lists former members.
 * - `session.confirm` re-authenticates by password, so that the session can be used for sensitive actions.
 * - `account.export` and `account.delete` concern one's own account.
 * - `factor.add` and `factor.remove` concern one's own second factors, `factor.reset` removes another user's.
 *   `factor.require` says which roles must have one, and `factor.listTeam` lists who does.
 * - The `restore` actions take an item that was deleted or revoked. The relation is "own" for the user who deleted it.
 *   If its author deleted it, it is "other" for everyone else; if a moderator deleted it, other users have the same
 *   relation as before.
 */
export interface Resources {
  "library.read": null;
  "report.read": OfReport;
  "report.edit": OfReport;
  "report.add": null;
  "report.archive": OfReport;
  "report.delete": OfReport;
  "report.restore": OfReport;
  "report.erase": OfReport;
  "edition.add": OfReport;
  "access.read": OfReport;
  "access.change": OfReport;
  "access.publish": OfReport;
  "import.create": null;
  "import.correct": PersonalItem;
  "import.discard": PersonalItem;
  "import.read": PersonalItem;
  "source.read": Uploaded;
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
  "server.read": null;
  "server.change": null;
  "session.list": null;
  "session.end": PersonalItem;
  "session.confirm": null;
  "profile.change": null;
  "password.change": null;
  "reset.create": null;
  "factor.list": null;
  "factor.add": null;
  "factor.remove": null;
  "factor.reset": null;
  "factor.require": null;
  "factor.listTeam": null;
  "passkey.rename": PersonalItem;
  "passkey.remove": PersonalItem;
  "token.create": null;
  "token.list": null;
  "token.revoke": PersonalItem;
}
export type Action = keyof Resources;
