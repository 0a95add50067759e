import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Importing } from "@/app/_features/import/importing";
import { Header } from "@/app/_features/shell/header";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { may } from "@/lib/accounts/policy";
import { currentLibrary } from "@/lib/library/library";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("imports.title") };
}

/** Imports notes from a file. */
export default async function ImportPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  if (!may(actor, "notes.import", null)) notFound();
  const { reports } = await currentLibrary();
  return (
    <PageMessages page="notes/import/page">
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{t("imports.title")}</h1>
        <p className="mt-1 text-muted">{t("imports.lead")}</p>
        <p className="mb-6 text-muted">{t("imports.yours")}</p>
        <Importing reports={reports.map(({ slug, meta }) => ({ slug, title: meta.title }))} />
      </main>
    </PageMessages>
  );
}
