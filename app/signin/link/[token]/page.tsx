import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NameField } from "@/app/_features/accounts/name-field";
import { EntryForm } from "@/app/_features/session/entry-form";
import { ownPath } from "@/app/_http/entered";
import { sentenceInAddress } from "@/app/_http/page-problem";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { EntryPage } from "@/app/_ui/entry-page";
import { mailLinkOf } from "@/lib/accounts/mail-links";
import { getDatabase } from "@/lib/db/own-database";

// The URL contains a secret, so search engines must not index it.
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("accounts.link.title"), robots: { index: false } };
}

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Signs a user in with an emailed link. This requires pressing a button, because mail scanners open links too. */
export default async function MailLinkPage({ params, searchParams }: Props) {
  const t = await getTranslations();
  const [{ token }, { from, problem }] = await Promise.all([params, searchParams]);
  const link = await mailLinkOf(await getDatabase(), token);
  if (!link) {
    return (
      <PageMessages page="signin/link/[token]/page">
        <EntryPage title={t("accounts.link.unknownTitle")}>
          <p>{t("accounts.link.unknown")}</p>
          <p className="mt-2 text-muted">{t("accounts.link.unknownHow")}</p>
        </EntryPage>
      </PageMessages>
    );
  }
  return (
    <PageMessages page="signin/link/[token]/page">
      <EntryPage
        title={link.isNew ? t("accounts.link.newTitle") : t("accounts.link.title")}
        lead={
          link.isNew
            ? t("accounts.link.newLead", { email: link.email })
            : t("accounts.link.lead", { email: link.email })
        }
      >
        {link.endsPassword && <p className="mb-8">{t("accounts.link.endsPassword")}</p>}
        <EntryForm
          action={`/api/auth/mail/${encodeURIComponent(token)}`}
          submit={link.isNew ? t("accounts.link.join") : t("accounts.link.submit")}
          problem={await sentenceInAddress(t, problem)}
        >
          <input type="hidden" name="from" value={ownPath(typeof from === "string" ? from : null)} />
          {link.isNew && <NameField />}
        </EntryForm>
      </EntryPage>
    </PageMessages>
  );
}
