import { getTranslations } from "next-intl/server";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { FormerMembers } from "@/app/_features/team/former-members";
import { Groups } from "@/app/_features/team/groups";
import { Invitations } from "@/app/_features/team/invitations";
import { InviteForm } from "@/app/_features/team/invite-form";
import { Members } from "@/app/_features/team/members";
import { ResetLink } from "@/app/_features/team/reset-link";
import { SecondFactor } from "@/app/_features/team/second-factor";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { PageLink } from "@/app/_ui/page-link";
import { Section } from "@/app/_ui/section";
import { teamFactors } from "@/lib/accounts/factors/requirement";
import { listGroups } from "@/lib/accounts/groups";
import { listInvitations } from "@/lib/accounts/invitations";
import { listMembers } from "@/lib/accounts/members";
import { authorize, may } from "@/lib/accounts/policy";
import { config } from "@/lib/config";
import { getDatabase } from "@/lib/db/own-database";
import { listFormerMembers } from "@/lib/membership/former-members";
import { observeServer } from "@/lib/operations/overview";
import { warningsOf } from "@/lib/operations/warnings";

const LINK = "inline-flex min-h-11 items-center text-accent underline underline-offset-4";

export const generateMetadata = pageTitle("accounts.team.title");

/** The members of the team. For owners, also the team's groups, invitations and links to the audit log and the page about the server. */
export default async function TeamPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const db = await getDatabase();
  const members = await listMembers(db, authorize(actor, "member.list", null));
  const invitations = may(actor, "invitation.list", null)
    ? await listInvitations(db, authorize(actor, "invitation.list", null))
    : null;
  const groups = may(actor, "group.list", null) ? await listGroups(db, authorize(actor, "group.list", null)) : null;
  const factors = may(actor, "factor.listTeam", null)
    ? await teamFactors(db, authorize(actor, "factor.listTeam", null))
    : null;
  const former = may(actor, "member.former", null)
    ? await listFormerMembers(db, authorize(actor, "member.former", null))
    : null;
  const warnings = may(actor, "server.read", null) ? warningsOf(await observeServer(db)) : null;
  return (
    <PageMessages page="team/page">
      <MemberPage account={account} title={t("accounts.team.title")} lead={t("accounts.team.lead")}>
        {invitations && groups && (
          <Section title={t("accounts.team.invite")} lead={t("accounts.team.inviteLead")}>
            <InviteForm groups={groups} />
          </Section>
        )}
        <Section title={t("accounts.team.members")}>
          <Members members={members} ownId={actor.id} mayManage={may(actor, "member.change", null)} />
        </Section>
        {former && <FormerMembers people={former} />}
        {groups && <Groups groups={groups} members={members} />}
        {invitations && <Invitations invitations={invitations} />}
        {may(actor, "reset.create", null) && <ResetLink members={members} ownId={actor.id} />}
        {factors && <SecondFactor factors={factors} ownId={actor.id} provider={config().provider?.name ?? null} />}
        <p className="mt-12 flex flex-col items-start">
          {may(actor, "audit.list", null) && (
            <PageLink href="/team/audit" className={LINK}>
              {t("audit.link")}
            </PageLink>
          )}
          {warnings && (
            <PageLink href="/team/server" className={LINK}>
              {warnings.length > 0 ? t("server.linkWarnings", { count: warnings.length }) : t("server.link")}
            </PageLink>
          )}
        </p>
      </MemberPage>
    </PageMessages>
  );
}
