import type { Translate } from "@/app/_messages/translate";
import type { AuditAction, AuditDetail, AuditEntryView } from "@/lib/accounts/audit-schemas";

type Tell<A extends AuditAction> = (t: Translate, of: { to: string; detail: AuditDetail<A> }) => string;

/** For each kind of audit log entry, the words that come after the actor's name. */
const TELL: { [A in AuditAction]: Tell<A> } = {
  "sign-in": (t, { detail: { way, factor } }) => t("audit.did.sign-in.done", { way, factor: factor ?? "none" }),
  "sign-in.refused": (t, { to, detail }) =>
    detail.isSecondStep
      ? t("audit.did.sign-in.refusedStep", { to })
      : to
        ? t("audit.did.sign-in.refusedTo", { to, way: detail.way })
        : t("audit.did.sign-in.refused"),
  "sign-out": (t) => t("audit.did.sign-out"),
  "session.ended": (t) => t("audit.did.session.ended"),
  "password.changed": (t) => t("audit.did.password.changed"),
  "password.ended": (t) => t("audit.did.password.ended"),
  "reset.created": (t, { to }) => t("audit.did.reset.created", { to }),
  "reset.used": (t) => t("audit.did.reset.used"),
  "factor.added": (t, { detail }) => t("audit.did.factor.added", detail),
  "factor.removed": (t, { detail }) => t("audit.did.factor.removed", detail),
  "codes.renewed": (t) => t("audit.did.codes.renewed"),
  "factors.reset": (t, { to }) => t("audit.did.factors.reset", { to }),
  "factor.required": (t, { detail: { roles } }) =>
    roles.length === 0
      ? t("audit.did.factor.optional")
      : t("audit.did.factor.required", { roles: roles.map((role) => t(`accounts.roles.${role}`)).join(", ") }),
  "token.created": (t) => t("audit.did.token.created"),
  "token.revoked": (t) => t("audit.did.token.revoked"),
  "person.joined": (t, { detail }) =>
    t(detail.again ? "audit.did.person.rejoined" : "audit.did.person.joined", { role: detail.role }),
  "person.renamed": (t) => t("audit.did.person.renamed"),
  "person.role": (t, { to, detail }) => t("audit.did.person.role", { to, role: detail.to, former: detail.from }),
  "person.removed": (t, { to }) => t("audit.did.person.removed", { to }),
  "account.exported": (t) => t("audit.did.account.exported"),
  "account.deleted": (t) => t("audit.did.account.deleted"),
  "invitation.created": (t, { detail }) => t("audit.did.invitation.created", detail),
  "invitation.revoked": (t, { detail }) => t("audit.did.invitation.revoked", detail),
  "invitation.restored": (t, { detail }) => t("audit.did.invitation.restored", detail),
  "group.created": (t, { detail }) => t("audit.did.group.created", detail),
  "group.renamed": (t, { detail }) => t("audit.did.group.renamed", detail),
  "group.removed": (t, { detail }) => t("audit.did.group.removed", detail),
  "group.joined": (t, { to, detail }) => t("audit.did.group.joined", { to, group: detail.group }),
  "group.left": (t, { to, detail }) => t("audit.did.group.left", { to, group: detail.group }),
  "share.created": (t, { detail }) => t("audit.did.share.created", { withNote: String(detail.withNote) }),
  "share.renewed": (t) => t("audit.did.share.renewed"),
  "share.changed": (t, { detail }) => t("audit.did.share.changed", { withNote: String(detail.withNote) }),
  "share.revoked": (t) => t("audit.did.share.revoked"),
  "share.restored": (t) => t("audit.did.share.restored"),
  "share.erased": (t) => t("audit.did.share.erased"),
  "edition.added": (t, { detail }) => t("audit.did.edition.added", detail),
  "report.edited": (t, { detail }) => t("audit.did.report.edited", { title: detail.title }),
  "report.archived": (t, { detail }) => t("audit.did.report.archived", { title: detail.title }),
  "report.unarchived": (t, { detail }) => t("audit.did.report.unarchived", { title: detail.title }),
  "report.deleted": (t, { detail }) => t("audit.did.report.deleted", { title: detail.title }),
  "report.restored": (t, { detail }) => t("audit.did.report.restored", { title: detail.title }),
  "report.erased": (t, { detail }) => t("audit.did.report.erased", { title: detail.title }),
  "report.access": (t, { detail }) => t("audit.did.report.access", { ...detail, withNotes: String(detail.withNotes) }),
  "report.pdf-added": (t, { detail }) => t("audit.did.report.pdf-added", detail),
  "report.pdf-removed": (t, { detail }) => t("audit.did.report.pdf-removed", { title: detail.title }),
  "notes.imported": (t, { detail }) => t("audit.did.notes.imported", detail),
  "notes.exported": (t, { detail }) => t("audit.did.notes.exported", detail),
  "log-level.set": (t, { detail: { level } }) =>
    level === null ? t("audit.did.log-level.reset") : t("audit.did.log-level.set", { level }),
  "backup.created": (t, { detail }) => t("audit.did.backup.created", { encrypted: String(detail.encrypted) }),
  "highlight.deleted": (t) => t("audit.did.highlight.deleted"),
  "highlight.restored": (t) => t("audit.did.highlight.restored"),
  "highlight.erased": (t) => t("audit.did.highlight.erased"),
  "note.deleted": (t) => t("audit.did.note.deleted"),
  "note.restored": (t) => t("audit.did.note.restored"),
  "note.erased": (t) => t("audit.did.note.erased"),
  "reply.deleted": (t) => t("audit.did.reply.deleted"),
  "reply.restored": (t) => t("audit.did.reply.restored"),
  "reply.erased": (t) => t("audit.did.reply.erased"),
};

/**
 * Describes an action in words that complete a sentence starting with the actor's name.
 *
 * @param to the name of the affected person
 */
export function auditDid(t: Translate, action: AuditAction, to: string, detail: AuditEntryView["detail"]): string {
  // TypeScript can't infer that the details match the action, but the server validated them when it read the entry.
  const tell = TELL[action] as (t: Translate, of: { to: string; detail: AuditEntryView["detail"] }) => string;
  return tell(t, { to, detail });
}
