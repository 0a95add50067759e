import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { AuditEntry } from "@/app/_features/team/audit-entry";
import { pageTitle } from "@/app/_messages/page-title";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageLink } from "@/app/_ui/page-link";
import { SelectField } from "@/app/_ui/select";
import { listAudit } from "@/lib/accounts/audit";
import { AUDIT_KINDS, type AuditKind, auditQuery } from "@/lib/accounts/audit-schemas";
import { listMembers } from "@/lib/accounts/members";
import { authorize, may } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";

export const generateMetadata = pageTitle("audit.title");

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The audit log, for owners. It works without JavaScript. */
export default async function AuditPage({ searchParams }: Props) {
  const t = await getTranslations();
  const actor = await requireActor();
  if (!may(actor, "audit.list", null)) notFound();
  const account = await accountOf(actor);
  const db = await getDatabase();
  // When a form is submitted, empty fields are sent too.
  const asked = Object.entries(await searchParams).filter(([, value]) => value !== "");
  const query = auditQuery.safeParse(Object.fromEntries(asked)).data ?? {};
  const [{ entries, next }, members] = await Promise.all([
    listAudit(db, authorize(actor, "audit.list", null), query),
    listMembers(db, authorize(actor, "member.list", null)),
  ]);
  const { before: _, ...filter } = query;
  return (
    <MemberPage account={account} title={t("audit.title")} lead={t("audit.lead")}>
      <form className="mb-6 flex flex-wrap items-end gap-4">
        <Choice label={t("audit.person")} name="person" any={t("audit.anyPerson")} value={query.person}>
          {members.map(({ id, name }) => [id, name])}
        </Choice>
        <Choice label={t("audit.kind")} name="kind" any={t("audit.anyKind")} value={query.kind}>
          {(Object.keys(AUDIT_KINDS) as AuditKind[]).map((kind) => [kind, t(`audit.kinds.${kind}`)])}
        </Choice>
        <Button type="submit">{t("audit.show")}</Button>
      </form>
      {entries.length === 0 && <EmptyState title={t("audit.none")} hint={t("audit.noneHow")} />}
      <ol className="divide-y divide-line">
        {entries.map((entry) => (
          <AuditEntry key={entry.id} entry={entry} />
        ))}
      </ol>
      {next && (
        <PageLink
          href={`/team/audit?${new URLSearchParams({ ...filter, before: next })}`}
          className="mt-6 inline-flex min-h-11 items-center text-accent underline underline-offset-4"
        >
          {t("audit.earlier")}
        </PageLink>
      )}
    </MemberPage>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  /** Label of the empty option. */
  any: string;
  value: string | undefined;
  /** The values and labels of the options. */
  children: [string, string][];
}

function Choice({ label, name, any, value = "", children }: ChoiceProps) {
  return (
    <SelectField label={label} name={name} defaultValue={value}>
      <option value="">{any}</option>
      {children.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </SelectField>
  );
}
