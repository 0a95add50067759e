/** Schemas for the audit log, shared with the browser. */

import { z } from "zod";
import { deviceViewSchema } from "./access-schemas";
import { ROLES } from "./roles";
import { FACTOR_KINDS, SIGN_IN_WAYS } from "./sign-in-ways";

/** The log levels that owners can choose. */
export const CHOSEN_LOG_LEVELS = ["trace", "debug", "info", "warn"] as const;
export type ChosenLogLevel = (typeof CHOSEN_LOG_LEVELS)[number];

const role = z.enum(ROLES);
const none = z.object({});
const group = z.object({ group: z.string() });
const report = z.object({ title: z.string() });

const ownFactor = z.object({ factor: z.enum(["authenticator", "passkey"]) });

/**
 * The audited actions and the details of each. Details never contain note texts, tokens or other secrets. A new action
 * also needs its text in `TELL` (`app/_features/team/audit-did.ts`).
 */
export const auditDetails = {
  /** `factor` is what the user passed the second step with, if there was one. */
  "sign-in": z.object({ way: z.enum(SIGN_IN_WAYS), factor: z.enum(FACTOR_KINDS).optional() }),
  /** The subject is the account's user; null if there is no such account. */
  "sign-in.refused": z.object({ way: z.enum(SIGN_IN_WAYS), isSecondStep: z.boolean().optional() }),
  "sign-out": none,
  /** The subject is a session. */
  "session.ended": none,
  "password.changed": none,
  /** The removal of a password that had been set before the user verified their email address. */
  "password.ended": none,
  /** A password reset link; the subject is the user it was created for. */
  "reset.created": none,
  "reset.used": none,
  /** An authenticator app was turned on, or a passkey was added. */
  "factor.added": ownFactor,
  "factor.removed": ownFactor,
  /** The user replaced their recovery codes. */
  "codes.renewed": none,
  /** The second factors of the subject, a user, were removed. */
  "factors.reset": none,
  /** `roles` are those that must have a second factor from now on. The subject is null. */
  "factor.required": z.object({ roles: z.array(role) }),
  /** The subject is an API token. */
  "token.created": z.object({ scopes: z.array(z.string()) }),
  "token.revoked": none,
  /** The subject of this and the following actions is a user. */
  "person.joined": z.object({ role, again: z.boolean() }),
  "person.renamed": none,
  "person.role": z.object({ from: role, to: role }),
  "person.removed": z.object({ namesStay: z.boolean() }),
  "account.exported": none,
  "account.deleted": z.object({ namesStay: z.boolean() }),
  "invitation.created": z.object({ role }),
  "invitation.revoked": z.object({ role }),
  "invitation.restored": z.object({ role }),
  "group.created": group,
  "group.renamed": group.extend({ former: z.string() }),
  "group.removed": group,
  /** The subject is the user. */
  "group.joined": group,
  "group.left": group,
  "share.created": z.object({ withNote: z.boolean() }),
  /** The link was replaced by a new one. */
  "share.renewed": none,
  /** A change to a collection that has a link. `withNote` says whether the link shows notes after the change. */
  "share.changed": z.object({ withNote: z.boolean() }),
  "share.revoked": none,
  "share.restored": none,
  "share.erased": none,
  "edition.added": z.object({ title: z.string(), ordinal: z.int() }),
  /** The subject is null; `fields` are the changed details. */
  "report.edited": z.object({ title: z.string(), fields: z.array(z.string()) }),
  /** The subject is null. If a report was erased after 30 days, no one is named. */
  "report.archived": report,
  "report.unarchived": report,
  "report.deleted": report,
  "report.restored": report,
  "report.erased": report,
  /** The subject is null; `people` and `groups` are the numbers of those given access. */
  "report.access": z.object({
    title: z.string(),
    audience: z.enum(["team", "restricted", "public"]),
    /** Whether the team’s notes are public too. Entries of earlier versions don’t say so. */
    withNotes: z.boolean().default(false),
    people: z.int(),
    groups: z.int(),
  }),
  /** The subject is null; `name` is that of the file. A PDF is added once it has been read, without a request. */
  "report.pdf-added": report.extend({ name: z.string() }),
  "report.pdf-removed": report,
  /** The subject is null. */
  "notes.imported": z.object({ count: z.int() }),
  "notes.exported": z.object({ format: z.string(), count: z.int() }),
  /** The log level of all instances for the next hour; null if the level in the settings applies again. */
  "log-level.set": z.object({ level: z.enum(CHOSEN_LOG_LEVELS).nullable() }),
  /** A backup of the whole instance, made on the command line. The subject is null. */
  "backup.created": z.object({ encrypted: z.boolean() }),
  "highlight.deleted": none,
  "highlight.restored": none,
  "highlight.erased": none,
  "note.deleted": none,
  "note.restored": none,
  "note.erased": none,
  "reply.deleted": none,
  "reply.restored": none,
  "reply.erased": none,
} as const;
export type AuditAction = keyof typeof auditDetails;
export type AuditDetail<A extends AuditAction> = z.infer<(typeof auditDetails)[A]>;

/** The audit log's filters, and the actions that each one shows. */
export const AUDIT_KINDS = {
  access: [
    "sign-in",
    "sign-in.refused",
    "sign-out",
    "session.ended",
    "password.changed",
    "password.ended",
    "reset.created",
    "reset.used",
    "factor.added",
    "factor.removed",
    "codes.renewed",
    "factors.reset",
    "factor.required",
  ],
  tokens: ["token.created", "token.revoked"],
  people: ["person.joined", "person.renamed", "person.role", "person.removed", "account.exported", "account.deleted"],
  invitations: ["invitation.created", "invitation.revoked", "invitation.restored"],
  groups: ["group.created", "group.renamed", "group.removed", "group.joined", "group.left"],
  shares: ["share.created", "share.renewed", "share.changed", "share.revoked", "share.restored", "share.erased"],
  exchange: [
    "edition.added",
    "report.edited",
    "report.access",
    "report.pdf-added",
    "report.pdf-removed",
    "notes.imported",
    "notes.exported",
  ],
  server: ["backup.created", "log-level.set"],
  deletions: [
    "report.archived",
    "report.unarchived",
    "report.deleted",
    "report.restored",
    "report.erased",
    "highlight.deleted",
    "highlight.restored",
    "highlight.erased",
    "note.deleted",
    "note.restored",
    "note.erased",
    "reply.deleted",
    "reply.restored",
    "reply.erased",
  ],
} as const satisfies Record<string, readonly AuditAction[]>;
export type AuditKind = keyof typeof AUDIT_KINDS;
const kinds = Object.keys(AUDIT_KINDS) as [AuditKind, ...AuditKind[]];

/** The requested filter and page. */
export const auditQuery = z.object({
  /** Id of the user who acted or was affected. */
  person: z.string().max(100).optional(),
  kind: z.enum(kinds).optional(),
  /** Id of the last entry on the previous page. */
  before: z.string().max(100).optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

const person = z.object({ id: z.string(), name: z.string() });

const auditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** Null if no one was signed in. */
  by: person.nullable(),
  action: z.enum(Object.keys(auditDetails) as [AuditAction, ...AuditAction[]]),
  /** The user affected; null if the subject isn't a user. */
  to: person.nullable(),
  detail: z.record(z.string(), z.unknown()),
  address: z.string().nullable(),
  /** Null for actions on the command line. */
  device: deviceViewSchema.nullable(),
});
export type AuditEntryView = z.infer<typeof auditEntry>;

/** A page of the log, newest first; `next` is the cursor for the next page, or null on the last page. */
const auditPage = z.object({ entries: z.array(auditEntry), next: z.string().nullable() });
export type AuditPage = z.infer<typeof auditPage>;
