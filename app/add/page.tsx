import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Adding } from "@/app/_features/import/adding";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { may } from "@/lib/accounts/policy";
import { config } from "@/lib/config";
import { getDatabase } from "@/lib/db/own-database";
import { newAccessChoices } from "@/lib/library/access";

export const generateMetadata = pageTitle("add.title");

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The page where owners and editors add a report or a new edition. */
export default async function AddPage({ searchParams }: Props) {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  if (!may(actor, "import.create", null)) notFound();
  // Links in the inbox contain the id of an import.
  const { import: job } = await searchParams;
  const opened = typeof job === "string" ? job : null;
  return (
    <PageMessages page="add/page">
      <MemberPage account={account} title={t("add.title")} lead={t("add.lead")}>
        <Adding
          key={opened}
          maxBytes={config().maxFileBytes}
          opened={opened}
          access={await newAccessChoices(await getDatabase(), actor)}
        />
      </MemberPage>
    </PageMessages>
  );
}
