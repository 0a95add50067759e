import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Importing } from "@/app/_features/import/importing";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { may } from "@/lib/accounts/policy";
import { readableLibrary } from "@/lib/library/readable-library";

export const generateMetadata = pageTitle("imports.title");

/** Imports notes from a file. */
export default async function ImportPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  if (!may(actor, "notes.import", null)) notFound();
  const { reports } = await readableLibrary(actor);
  return (
    <PageMessages page="notes/import/page">
      <MemberPage account={account} title={t("imports.title")} lead={t("imports.lead")}>
        <p className="mb-6 text-muted">{t("imports.yours")}</p>
        <Importing reports={reports.map(({ slug, meta }) => ({ slug, title: meta.title }))} />
      </MemberPage>
    </PageMessages>
  );
}
