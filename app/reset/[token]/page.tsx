import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { NewPasswordField } from "@/app/_features/accounts/new-password-field";
import { EntryForm } from "@/app/_features/session/entry-form";
import { sentenceInAddress } from "@/app/_http/page-problem";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { EntryPage } from "@/app/_ui/entry-page";
import { Field } from "@/app/_ui/field";
import { personOfResetLink } from "@/lib/accounts/reset-links";
import { getDatabase } from "@/lib/db/own-database";

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Cached per request, for the page and its metadata. */
const personAt = cache(async (token: string) => personOfResetLink(await getDatabase(), token));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations();
  const title = (await personAt((await params).token)) ? t("accounts.reset.title") : t("accounts.reset.unknownTitle");
  // The URL contains a secret, so search engines must not index it.
  return { title, robots: { index: false } };
}

/** Sets a new password with a reset link from the owner or operator. */
export default async function ResetPage({ params, searchParams }: Props) {
  const t = await getTranslations();
  const [{ token }, { problem }] = await Promise.all([params, searchParams]);
  const person = await personAt(token);
  if (!person) {
    return (
      <PageMessages page="reset/[token]/page">
        <EntryPage title={t("accounts.reset.unknownTitle")}>
          <p>{t("accounts.reset.unknown")}</p>
          <p className="mt-2 text-muted">{t("accounts.reset.unknownHow")}</p>
        </EntryPage>
      </PageMessages>
    );
  }
  return (
    <PageMessages page="reset/[token]/page">
      <EntryPage title={t("accounts.reset.title")} lead={t("accounts.reset.lead", { name: person.name })}>
        <EntryForm
          action={`/api/reset/${encodeURIComponent(token)}`}
          submit={t("accounts.reset.submit")}
          problem={await sentenceInAddress(t, problem)}
        >
          {/* Tells password managers which account this is. */}
          <Field
            label={t("accounts.fields.email")}
            type="email"
            autoComplete="username"
            value={person.email}
            readOnly
          />
          <NewPasswordField label={t("accounts.reset.password")} />
        </EntryForm>
      </EntryPage>
    </PageMessages>
  );
}
