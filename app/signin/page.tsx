import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LoseAccess } from "@/app/_features/accounts/lose-access";
import { OtherWaysIn } from "@/app/_features/accounts/other-sign-in-methods";
import { PasskeySignIn } from "@/app/_features/accounts/passkey-sign-in";
import { ACCESS_ENDED } from "@/app/_features/request/fetch-json";
import { EntryForm } from "@/app/_features/session/entry-form";
import { enteringActor } from "@/app/_features/shell/session";
import { ownPath } from "@/app/_http/entered";
import { sentenceInAddress } from "@/app/_http/page-problem";
import { refusalOf } from "@/app/_http/session-cookie";
import { siteOf } from "@/app/_http/site";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import type { Translate } from "@/app/_messages/translate";
import { EntryPage } from "@/app/_ui/entry-page";
import { Field } from "@/app/_ui/field";
import { PasswordField } from "@/app/_ui/password-field";
import { isSetUp } from "@/lib/accounts/set-up";
import { getDatabase } from "@/lib/db/own-database";

export const generateMetadata = pageTitle("accounts.signIn.title");

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Signs a user in and redirects to the page that was requested. */
export default async function SignInPage({ searchParams }: Props) {
  const t = await getTranslations();
  const { from, problem, ended, again } = await searchParams;
  const to = ownPath(typeof from === "string" ? from : null);
  // A user who is already signed in may have to sign in again before a sensitive action.
  if (again === undefined && (await enteringActor())) redirect(to);
  if (!(await isSetUp(await getDatabase()))) redirect("/setup");
  const refusal = await refusalOf((await headers()).get("cookie"));
  return (
    <PageMessages page="signin/page">
      <EntryPage title={t("accounts.signIn.title")} lead={leadOf(t, ended)}>
        {refusal.code === ACCESS_ENDED && <LoseAccess />}
        <EntryForm
          action="/api/auth/signin"
          submit={t("accounts.signIn.submit")}
          problem={await sentenceInAddress(t, problem)}
        >
          <input type="hidden" name="from" value={to} />
          {again !== undefined && <input type="hidden" name="again" value="1" />}
          <Field
            label={t("accounts.fields.email")}
            name="email"
            type="email"
            autoComplete="username webauthn"
            required
          />
          <PasswordField autoComplete="current-password" required />
        </EntryForm>
        {siteOf(await headers()) && <PasskeySignIn from={to} />}
        <OtherWaysIn from={to} again={again !== undefined} />
        <p className="mt-10 text-muted">{t("accounts.signIn.noAccount")}</p>
        <p className="mt-2 text-muted">{t("accounts.signIn.forgotten")}</p>
      </EntryPage>
    </PageMessages>
  );
}

/** The reason why a user was signed out, if it is known. */
function leadOf(t: Translate, ended: string | string[] | undefined): string | undefined {
  if (ended === "access") return t("accounts.signIn.accessEnded");
  return ended === "account" ? t("account.deletedLead") : undefined;
}
