import { getTranslations } from "next-intl/server";
import { Access } from "@/app/_features/accounts/access";
import { DeleteAccount } from "@/app/_features/accounts/delete-account";
import { Profile } from "@/app/_features/accounts/profile";
import { YourData } from "@/app/_features/accounts/your-data";
import { Shares } from "@/app/_features/sharing/shares";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { hasPassword } from "@/lib/accounts/own-password";
import { config } from "@/lib/config";
import { getDatabase } from "@/lib/db/own-database";
import { VERSION } from "@/lib/version";

export const generateMetadata = pageTitle("settings.title");

/** The user's settings: access, shared links and personal data. */
export default async function SettingsPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const withPassword = await hasPassword(await getDatabase(), actor);
  /** The ids and titles of the sections. */
  const contents = [
    ["profile", t("settings.profile.title")],
    ["password", t("settings.password.title")],
    ["security", t("settings.factors.title")],
    ["sessions", t("settings.sessions.title")],
    ["tokens", t("settings.tokens.title")],
    ["links", t("share.listTitle")],
    ["data", t("account.dataTitle")],
    ["delete", t("account.deleteTitle")],
  ] as const;
  return (
    <PageMessages page="settings/page">
      <MemberPage account={account} title={t("settings.title")} width="max-w-5xl">
        <div className="md:grid md:grid-cols-[12rem_minmax(0,1fr)] md:gap-12">
          <nav
            aria-label={t("settings.contents")}
            className="mt-6 md:sticky md:top-[calc(var(--spacing-header)+1.5rem)] md:mt-12 md:self-start"
          >
            <ul className="flex flex-wrap gap-x-5 md:flex-col">
              {contents.map(([id, title]) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    className="inline-flex min-h-9 items-center text-accent hover:underline pointer-coarse:min-h-11"
                  >
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="min-w-0">
            <Profile name={actor.name} email={actor.email} role={actor.role} />
            <Access hasPassword={withPassword} email={actor.email} provider={config().provider?.name ?? null} />
            <Shares me={actor.id} role={actor.role} />
            <YourData />
            <DeleteAccount email={actor.email} hasPassword={withPassword} />
          </div>
        </div>
        <p className="mt-16 text-muted text-small">{t("settings.version", { version: VERSION })}</p>
      </MemberPage>
    </PageMessages>
  );
}
