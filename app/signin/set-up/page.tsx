import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RequiredFactor } from "@/app/_features/accounts/factors/required-factor";
import { enteringActor } from "@/app/_features/shell/session";
import { ownPath } from "@/app/_http/entered";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { EntryPage } from "@/app/_ui/entry-page";

export const generateMetadata = pageTitle("accounts.factorSetUp.title");

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where people whose role requires a second factor set it up before they can do anything else. */
export default async function FactorSetUpPage({ searchParams }: Props) {
  const t = await getTranslations();
  const { from } = await searchParams;
  const to = ownPath(typeof from === "string" ? from : null);
  const actor = await enteringActor();
  if (!actor) redirect("/signin");
  if (!actor.mustSetUp) redirect(to);
  return (
    <PageMessages page="signin/set-up/page">
      <EntryPage title={t("accounts.factorSetUp.title")} lead={t("accounts.factorSetUp.lead")}>
        <RequiredFactor email={actor.email} to={to} />
      </EntryPage>
    </PageMessages>
  );
}
