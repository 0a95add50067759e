import type { AuditAction, AuditDetail, AuditKind } from "@/lib/accounts/audit-schemas";
import type { Role } from "@/lib/accounts/roles";
import { count } from "./format";

const ROLE = { owner: "owner", editor: "editor", annotator: "annotator", reader: "reader" } satisfies Record<
  Role,
  string
>;

/** "an editor", "a reader". */
function aRole(role: Role): string {
  return role === "reader" ? `a ${ROLE[role]}` : `an ${ROLE[role]}`;
}

/** What is said about members, groups and a person's own account. */
export const people = {
  members: {
    roleOf: (name: string) => `Role of ${name}`,
    rolesMean: "What the roles mean",
    ownerMeans:
      "Everything an editor may do; also invites and removes people, gives roles, makes groups, and sees the audit list.",
    changed: (name: string, role: Role) => `${name} is ${aRole(role)} now.`,
    /** A person's own role is changed by another owner. */
    own: "Another owner can change your role.",
    remove: (name: string) => `Remove ${name} from the team`,
    removeTitle: (name: string) => `Remove ${name}?`,
    removeLead:
      "Their access ends at once, in every open tab, and so do their API tokens and the invitations they have made. Notes they keep to themselves are seen by nobody; they find them again if you invite them again and they join with the same e-mail address and password.",
    names: "What they have shared with the team stays",
    nameStays: "under their name",
    nameGoes: "under “Former member”: their name is not kept, so you cannot bring it back",
    endShares: "End the links to passages that they have shared outside",
    /** Leaves things as they are, in each dialog that asks before something is done for good. */
    stay: "Cancel",
    removeSubmit: "Remove them",
    removed: (name: string) => `${name} is not in the team any more.`,
  },
  former: {
    title: "Former members",
    lead: "They see nothing any more. Who was removed is let in again by an invitation, with the same e-mail address and password; a deleted account does not come back.",
    how: {
      removed: (date: string) => `removed ${date}`,
      deleted: (date: string) => `deleted their account ${date}`,
    },
    notes: (n: number) => (n === 0 ? "no shared notes" : count(n, "shared note stays", "shared notes stay")),
  },
  groups: {
    title: "Groups",
    lead: "A highlight with its note can be for a group. Only its members see it then; an owner or editor who is not in the group does not.",
    none: "No groups yet.",
    noneHow: "Make one for people who work on something together, such as a chapter.",
    name: "Name of the group",
    newName: "Name of a new group",
    create: "Make the group",
    created: (name: string) => `The group ${name} is made. Put people into it.`,
    membersOf: (group: string) => `Members of ${group}`,
    nobody: "Nobody is in it yet.",
    add: (group: string) => `Put somebody into ${group}`,
    addChoose: "Put somebody in …",
    takeOut: (name: string, group: string) => `Take ${name} out of ${group}`,
    takenOut: (name: string, group: string) => `${name} does not see what is for ${group} any more.`,
    rename: "Rename",
    renameNamed: (group: string) => `Rename the group ${group}`,
    renameSubmit: "Keep the name",
    remove: "Remove",
    removeNamed: (group: string) => `Remove the group ${group}`,
    removeTitle: (group: string) => `Remove the group ${group}?`,
    removeLead:
      "Its members lose sight of each other’s notes for it: each note stays, and is seen by who has written it only. This cannot be undone.",
    removeSubmit: "Remove the group",
    removed: (group: string) => `The group ${group} is removed.`,
    invite: "They are put into",
    inviteNone: "Groups that you make can be chosen here.",
    invitedTo: (groups: readonly string[]) => `into ${groups.join(", ")}`,
  },
  audit: {
    title: "Audit list",
    link: "Audit list: who did what, when and from where",
    lead: "Who did what, when and from where, for a year. Only owners see it. It never holds the text of a note.",
    person: "Person",
    anyPerson: "Anybody",
    kind: "What",
    anyKind: "Everything",
    show: "Show",
    none: "Nothing is noted here.",
    noneHow: "Choose another person or “Everything”.",
    earlier: "Earlier entries",
    nobody: "Somebody who was not signed in",
    server: "Somebody at the server",
    atServer: "at the server itself",
    kinds: {
      access: "Signing in and out, passwords",
      tokens: "API tokens",
      people: "Members and accounts",
      invitations: "Invitations",
      groups: "Groups",
      shares: "Links outside",
      exchange: "Imports and exports",
      deletions: "Deleting and bringing back",
    } satisfies Record<AuditKind, string>,
  },
  account: {
    dataTitle: "Your data",
    dataLead:
      "One file with everything of yours: highlights, notes with what they have said, replies, tags, links, collections, saved searches, inbox, sessions and your entries in the audit list. It is JSON, which other programs can read.",
    download: "Download everything of mine",
    deleteTitle: "Delete your account",
    deleteLead:
      "For good, without a way back: your e-mail address and password, what only you see, what you have deleted, your saved searches, your collections and your inbox. Links to passages that you have shared outside end.",
    deleteStays:
      "What you have shared with the team or a group stays, with the replies of others. Delete those notes first if they are to go too. The audit list keeps that you were here for a year.",
    deleteOpen: "Delete my account …",
    deleteAsk: "Delete your account now?",
    names: "What you have shared stays",
    nameStays: "under your name",
    nameGoes: "under “Former member”",
    password: "Your password",
    recently: "You have no password here, so this works for ten minutes after you have signed in.",
    deleteSubmit: "Delete my account for good",
    deletedLead: "Your account is deleted. What this browser kept of it was taken away.",
  },
};

/** A sentence for each entry of the audit list, after the name of who did it. */
export const auditDid: { [A in AuditAction]: (of: { to: string; detail: AuditDetail<A> }) => string } = {
  "sign-in": ({ detail }) => `signed in ${wayOf(detail)}`,
  "sign-in.refused": ({ to, detail }) =>
    to ? `tried to sign in as ${to} ${wayOf(detail)}, and was refused` : "tried to sign in, and was refused",
  "sign-out": () => "signed out",
  "session.ended": () => "ended a session of theirs",
  "password.changed": () => "changed their password",
  "password.ended": () => "showed that their e-mail address is theirs, which ended the password chosen before",
  "reset.created": ({ to }) => `made a link for ${to} to choose a new password`,
  "reset.used": () => "chose a new password by a link",
  "token.created": () => "made an API token",
  "token.revoked": () => "revoked an API token",
  "person.joined": ({ detail }) => `joined${detail.again ? " again" : ""} as ${aRole(detail.role)}`,
  "person.role": ({ to, detail }) => `made ${to} ${aRole(detail.to)} (before: ${ROLE[detail.from]})`,
  "person.removed": ({ to }) => `removed ${to} from the team`,
  "account.exported": () => "downloaded everything of theirs",
  "account.deleted": () => "deleted their account",
  "invitation.created": ({ detail }) => `made an invitation (${ROLE[detail.role]})`,
  "invitation.revoked": ({ detail }) => `withdrew an invitation (${ROLE[detail.role]})`,
  "invitation.restored": ({ detail }) => `let an invitation work again (${ROLE[detail.role]})`,
  "group.created": ({ detail }) => `made the group ${detail.group}`,
  "group.renamed": ({ detail }) => `renamed the group ${detail.former} to ${detail.group}`,
  "group.removed": ({ detail }) => `removed the group ${detail.group}`,
  "group.joined": ({ to, detail }) => `put ${to} into the group ${detail.group}`,
  "group.left": ({ to, detail }) => `took ${to} out of the group ${detail.group}`,
  "share.created": ({ detail }) => `shared passages outside${detail.withNote ? ", with notes" : ""}`,
  "share.renewed": () => "replaced a link to passages by another",
  "share.changed": ({ detail }) =>
    `changed a collection that is shared outside${detail.withNote ? ", which shows notes" : ""}`,
  "share.erased": () => "deleted a collection for good",
  "share.revoked": () => "ended a link to passages",
  "share.restored": () => "let a link to passages work again",
  "edition.added": ({ detail }) => `added edition ${detail.ordinal} of “${detail.title}”`,
  "notes.imported": ({ detail }) => `imported notes (${detail.count})`,
  "notes.exported": ({ detail }) => `exported notes (${detail.count}, ${detail.format})`,
  "highlight.deleted": () => "deleted a highlight",
  "highlight.restored": () => "brought a highlight back",
  "highlight.erased": () => "erased a highlight for good",
  "note.deleted": () => "deleted a note",
  "note.restored": () => "brought a note back",
  "note.erased": () => "erased a note for good",
  "reply.deleted": () => "deleted a reply",
  "reply.restored": () => "brought a reply back",
  "reply.erased": () => "erased a reply for good",
};

function wayOf({ way }: AuditDetail<"sign-in">): string {
  return { password: "with a password", provider: "with an account elsewhere", email: "by an e-mail link" }[way];
}
