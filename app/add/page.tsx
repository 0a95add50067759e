import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Adding } from "@/app/_features/import/adding";
import { Header } from "@/app/_features/shell/header";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { may } from "@/lib/accounts/policy";
import { config } from "@/lib/config";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("add.title") };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Adds a report or a new edition, for owners and editors. */
export default async function AddPage({ searchParams }: Props) {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  if (!may(actor, "edition.add", null)) notFound();
  // The inbox links to an import.
  const { import: job } = await searchParams;
  const opened = typeof job === "string" ? job : null;
  return (
    <PageMessages page="add/page">
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{t("add.title")}</h1>
        <p className="mt-1 mb-6 text-muted">{t("add.lead")}</p>
        <Adding key={opened} maxBytes={config().maxFileBytes} opened={opened} />
      </main>
    </PageMessages>
  );
}
