import type {
  Action,
  Deleted,
  Ended,
  OfReport,
  Owned,
  PersonalItem,
  Relation,
  Replied,
  Rights,
  Shared,
  Uploaded,
} from "./resources";

type Resource = OfReport | Owned | Shared | PersonalItem | Deleted | Ended | Replied | Uploaded;

/**
 * A user's relation to the resource of an action. An action without a resource has the relation "own".
 *
 * @param canRead whether the user can read a report. Whatever belongs to a report that they can't read is hidden from
 *   them, even if they created it.
 */
export function relationTo(
  actor: Rights,
  action: Action,
  resource: Resource | null,
  canRead: (slug: string) => boolean,
): Relation {
  // Importing is possible for everyone who can edit some report.
  if (resource === null) return action === "import.create" && actor.reports.editsSome ? "edits" : "own";
  if ("uploadedById" in resource) return relationToSource(actor, resource, canRead);
  if ("personId" in resource) {
    if (resource.personId !== actor.id) return "other";
    return action.startsWith("import.") && actor.reports.editsSome ? "edits" : "own";
  }
  if ("report" in resource && !("authorId" in resource)) return actor.reports.relationTo(resource.report);
  if ("authorId" in resource && !canRead(reportOf(resource))) return "other";
  if ("repliedTo" in resource) return relationToReply(actor, action, resource);
  if (action.endsWith(".restore") && ("deletedById" in resource || "revokedById" in resource)) {
    return relationToTaken(actor, resource, canRead);
  }
  if (action.endsWith(".erase") && "deletedById" in resource) return relationToErased(actor, resource);
  if ("createdById" in resource) return relationToShare(actor, resource, canRead);
  // A new highlight is "own" only if it is private. Otherwise, the relation depends on its audience.
  return relationToOwned(actor, action, resource);
}

/** The slug of the report that a highlight, note or reply belongs to. */
export function reportOf(resource: Owned | Deleted | Replied): string {
  return "repliedTo" in resource ? resource.repliedTo.report : resource.report;
}

function relationToOwned(actor: Rights, action: Action, resource: Owned): Relation {
  const isOwn = resource.authorId === actor.id;
  if (action === "highlight.create" ? isOwn && resource.visibility === "private" : isOwn) return "own";
  if (action === "highlight.create" && !isOwn) return "other";
  return relationToAudience(actor, resource);
}

/**
 * The note's author has no special access to other users' replies. An author who has left the note's group no longer
 * sees them.
 */
function relationToReply(actor: Rights, action: Action, reply: Replied): Relation {
  const { authorId, repliedTo, deletedById } = reply;
  if (relationToOwned(actor, "note.read", repliedTo) === "other") return "other";
  const toAudience = relationToReplyAudience(actor, reply);
  if (toAudience === "other" && authorId !== actor.id) return "other";
  if ((action === "reply.restore" ? deletedById : authorId) === actor.id) return "own";
  const isTakenByAuthor = (action === "reply.restore" || action === "reply.erase") && deletedById === authorId;
  return isTakenByAuthor ? "other" : toAudience;
}

function relationToReplyAudience(actor: Rights, reply: Replied): Relation {
  const { repliedTo } = reply;
  // A private reply is visible only to its author and the note's author.
  if (reply.visibility === "private") return repliedTo.authorId === actor.id ? "group" : "other";
  const relation = relationToAudience(actor, reply);
  return relation === "team" && repliedTo.visibility === "group" ? "group" : relation;
}

/** Everyone who can read an edition can read its source. */
function relationToSource(
  actor: Rights,
  { uploadedById, reports }: Uploaded,
  canRead: (slug: string) => boolean,
): Relation {
  if (reports.length > 0 && !reports.some(canRead)) return "other";
  if (uploadedById === actor.id) return "own";
  return reports.length > 0 ? "team" : "other";
}

/** A share belongs to its creator. If it has a link, everyone in the team who can read all of it can see it. */
function relationToShare(
  actor: Rights,
  { createdById, tokenHash, reports }: Shared,
  canRead: (slug: string) => boolean,
): Relation {
  if (createdById === actor.id) return "own";
  return tokenHash !== null && reports.every(canRead) ? "team" : "other";
}

/** A user's relation to something deleted or revoked: see `Resources`. */
function relationToTaken(actor: Rights, resource: Deleted | Ended, canRead: (slug: string) => boolean): Relation {
  const isShare = "createdById" in resource;
  const takenBy = isShare ? resource.revokedById : resource.deletedById;
  if (isShare && !resource.reports.every(canRead)) return "other";
  if (takenBy === actor.id) return "own";
  if (takenBy === (isShare ? resource.createdById : resource.authorId)) return "other";
  return isShare ? "team" : relationToAudience(actor, resource);
}

/** A user's relation to something to be erased: see `Resources`. */
function relationToErased(actor: Rights, resource: Deleted): Relation {
  if (resource.authorId === actor.id) return "own";
  return resource.deletedById === resource.authorId ? "other" : relationToAudience(actor, resource);
}

function relationToAudience(actor: Rights, { visibility, groupId }: Pick<Owned, "visibility" | "groupId">): Relation {
  if (visibility === "team") return "team";
  return visibility === "group" && groupId !== null && actor.groupIds.includes(groupId) ? "group" : "other";
}
