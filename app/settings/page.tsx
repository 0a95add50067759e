import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Access } from "@/app/_features/accounts/access";
import { DeleteAccount } from "@/app/_features/accounts/delete-account";
import { YourData } from "@/app/_features/accounts/your-data";
import { Shares } from "@/app/_features/sharing/shares";
import { Header } from "@/app/_features/shell/header";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { hasPassword } from "@/lib/accounts/own-password";
import { getDatabase } from "@/lib/db/own-database";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("settings.title") };
}

/** The user's settings: access, shared links and personal data. */
export default async function SettingsPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const withPassword = await hasPassword(await getDatabase(), actor);
  return (
    <PageMessages page="settings/page">
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{t("settings.title")}</h1>
        <Access hasPassword={withPassword} email={actor.email} />
        <Shares me={actor.id} role={actor.role} />
        <YourData />
        <DeleteAccount email={actor.email} hasPassword={withPassword} />
      </main>
    </PageMessages>
  );
}
