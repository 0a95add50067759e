import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PersonFields } from "@/app/_features/accounts/person-fields";
import { EntryForm } from "@/app/_features/session/entry-form";
import { sentenceInAddress } from "@/app/_http/page-problem";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { EntryPage } from "@/app/_ui/entry-page";
import { Field } from "@/app/_ui/field";
import { isSetUp } from "@/lib/accounts/set-up";
import { needsSetUpCode } from "@/lib/accounts/set-up-code";
import { config } from "@/lib/config";
import { getDatabase } from "@/lib/db/own-database";

export const generateMetadata = pageTitle("accounts.setUp.title");

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The setup page: the first person becomes the owner. */
export default async function SetUpPage({ searchParams }: Props) {
  const t = await getTranslations();
  if (await isSetUp(await getDatabase())) redirect("/");
  const { problem } = await searchParams;
  return (
    <PageMessages page="setup/page">
      <EntryPage title={t("accounts.setUp.title")} lead={t("accounts.setUp.lead")}>
        <EntryForm
          action="/api/setup"
          submit={t("accounts.setUp.submit")}
          problem={await sentenceInAddress(t, problem)}
        >
          {needsSetUpCode(config()) && (
            <Field
              label={t("accounts.setUp.code")}
              hint={t("accounts.setUp.codeHint")}
              name="code"
              autoComplete="off"
              spellCheck={false}
              required
            />
          )}
          <PersonFields />
        </EntryForm>
      </EntryPage>
    </PageMessages>
  );
}
