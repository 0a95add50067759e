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

/** A user's relation to the resource of an action. An action without a resource has the relation "own". */
export function relationTo(
  actor: Rights,
  action: Action,
  resource: Owned | Shared | PersonalItem | Deleted | Ended | Replied | Uploaded | OfReport | null,
): Relation {
  if (resource === null) return "own";
  if (isReport(action, resource)) return "own";
  if ("repliedTo" in resource) return relationToReply(actor, action, resource);
  if ("isPublished" in resource) return relationToSource(actor, resource);
  if ("personId" in resource) return resource.personId === actor.id ? "own" : "other";
  if (action.endsWith(".restore") && ("deletedById" in resource || "revokedById" in resource)) {
    return relationToTaken(actor, resource);
  }
  if (action.endsWith(".erase") && "deletedById" in resource) return relationToErased(actor, resource);
  if ("createdById" in resource) return relationToShare(actor, resource);
  // A new highlight is "own" only if it is private. Otherwise, the relation depends on its audience.
  const isOwn = resource.authorId === actor.id;
  if (action === "highlight.create" ? isOwn && resource.visibility === "private" : isOwn) return "own";
  if (action === "highlight.create" && !isOwn) return "other";
  return relationToAudience(actor, resource);
}

/** Highlights know their report too, so the action decides. */
function isReport(action: Action, _resource: object): _resource is OfReport {
  return action.startsWith("report.");
}

/**
 * The note's author has no special access to other users' replies. An author who has left the note's group no longer
 * sees them.
 */
function relationToReply(actor: Rights, action: Action, reply: Replied): Relation {
  const { authorId, repliedTo, deletedById } = reply;
  if (relationTo(actor, "note.read", repliedTo) === "other") return "other";
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

/** The whole team can read an edition's source. */
function relationToSource(actor: Rights, { uploadedById, isPublished }: Uploaded): Relation {
  if (uploadedById === actor.id) return "own";
  return isPublished ? "team" : "other";
}

/** A share belongs to its creator. If it has a link, the whole team can see it. */
function relationToShare(actor: Rights, { createdById, tokenHash }: Shared): Relation {
  if (createdById === actor.id) return "own";
  return tokenHash === null ? "other" : "team";
}

/** A user's relation to something deleted or revoked: see `Resources`. */
function relationToTaken(actor: Rights, resource: Deleted | Ended): Relation {
  const isShare = "createdById" in resource;
  const takenBy = isShare ? resource.revokedById : resource.deletedById;
  if (takenBy === actor.id) return "own";
  if (takenBy === (isShare ? resource.createdById : resource.authorId)) return "other";
  return isShare ? "team" : relationToAudience(actor, resource);
}

/** A user's relation to something to be erased: see `Resources`. */
function relationToErased(actor: Rights, resource: Deleted): Relation {
  if (resource.authorId === actor.id) return "own";
  return resource.deletedById === resource.authorId ? "other" : relationToAudience(actor, resource);
}

function relationToAudience(actor: Rights, { visibility, groupId }: Owned): Relation {
  if (visibility === "team") return "team";
  return visibility === "group" && groupId !== null && actor.groupIds.includes(groupId) ? "group" : "other";
}
