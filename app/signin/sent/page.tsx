import { useTranslations } from "next-intl";
import { pageTitle } from "@/app/_messages/page-title";
import { EntryPage } from "@/app/_ui/entry-page";
import { MAIL_LINK_MINUTES } from "@/lib/accounts/limits";

export const generateMetadata = pageTitle("accounts.sent.title");

/** Shown after the user has requested a sign-in link, whether or not one was sent. */
export default function SentPage() {
  const t = useTranslations();
  return (
    <EntryPage title={t("accounts.sent.title")}>
      <p>{t("accounts.sent.text", { minutes: MAIL_LINK_MINUTES })}</p>
      <p className="mt-2 text-muted">{t("accounts.sent.how")}</p>
    </EntryPage>
  );
}
