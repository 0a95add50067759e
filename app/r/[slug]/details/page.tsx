import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DetailsForm } from "@/app/_features/details/details-form";
import { Header } from "@/app/_features/shell/header";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { may } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { readDetails } from "@/lib/library/details";

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("details.title") };
}

/** Edits the details of a report, for owners and editors. */
export default async function DetailsPage({ params }: Props) {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  if (!may(actor, "report.edit", null)) notFound();
  const details = await readDetails(await getDatabase(), actor, (await params).slug).catch((error: unknown) => {
    if (error instanceof UserError && error.status === 404) notFound();
    throw error;
  });
  return (
    <PageMessages page="r/[slug]/details/page">
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{t("details.title")}</h1>
        <p className="mt-1 mb-6 text-muted">{t("details.lead")}</p>
        <DetailsForm details={details} />
      </main>
    </PageMessages>
  );
}
