import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { InviteForm } from "@/app/_features/team/invite-form";
import { firstPage } from "@/app/_http/entered";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { buttonClass } from "@/app/_ui/button";
import { listGroups } from "@/lib/accounts/groups";
import { authorize, may } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";

export const generateMetadata = pageTitle("accounts.setUp.inviteTitle");

/** The last step of the setup: the owner can invite the team, or start reading. */
export default async function InviteTeamPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  if (!may(actor, "group.list", null)) redirect("/");
  const account = await accountOf(actor);
  const groups = await listGroups(await getDatabase(), authorize(actor, "group.list", null));
  return (
    <PageMessages page="team/invite/page">
      <MemberPage
        account={account}
        title={t("accounts.setUp.inviteTitle")}
        lead={t("accounts.setUp.inviteLead")}
        width="max-w-md"
      >
        <InviteForm groups={groups} />
        <a href={await firstPage(actor.id)} className={`mt-8 ${buttonClass("secondary")}`}>
          {t("accounts.setUp.start")}
        </a>
      </MemberPage>
    </PageMessages>
  );
}
