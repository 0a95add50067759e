import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Header } from "@/app/_features/shell/header";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { InviteForm } from "@/app/_features/team/invite-form";
import { firstPage } from "@/app/_http/entered";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { buttonClass } from "@/app/_ui/button";
import { listGroups } from "@/lib/accounts/groups";
import { authorize, may } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("accounts.setUp.inviteTitle") };
}

/** The last step of the setup: the owner can invite the team, or start reading. */
export default async function InviteTeamPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  if (!may(actor, "group.list", null)) redirect("/");
  const account = await accountOf(actor);
  const groups = await listGroups(await getDatabase(), authorize(actor, "group.list", null));
  return (
    <PageMessages page="team/invite/page">
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-md px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{t("accounts.setUp.inviteTitle")}</h1>
        <p className="mt-1 mb-8 text-muted">{t("accounts.setUp.inviteLead")}</p>
        <InviteForm groups={groups} />
        <a href={await firstPage()} className={`mt-8 ${buttonClass("secondary")}`}>
          {t("accounts.setUp.start")}
        </a>
      </main>
    </PageMessages>
  );
}
