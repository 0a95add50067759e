import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SecondStepForm } from "@/app/_features/session/second-step-form";
import { sentenceInAddress } from "@/app/_http/page-problem";
import { readSecondStep } from "@/app/_http/second-step-cookie";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { EntryPage } from "@/app/_ui/entry-page";
import { pendingSignIn } from "@/lib/accounts/factors/second-step";
import { getDatabase } from "@/lib/db/own-database";

export const generateMetadata = pageTitle("accounts.secondStep.title");

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Asks for the second factor, after the password or the link from an email. */
export default async function SecondStepPage({ searchParams }: Props) {
  const t = await getTranslations();
  const held = await readSecondStep((await headers()).get("cookie"));
  const pending = await pendingSignIn(await getDatabase(), held?.pending ?? null);
  if (!pending) redirect("/signin");
  const { problem } = await searchParams;
  return (
    <PageMessages page="signin/second-step/page">
      <EntryPage
        title={t("accounts.secondStep.title")}
        lead={t("accounts.secondStep.lead", { email: pending.person.email })}
      >
        <SecondStepForm step={pending.step} problem={await sentenceInAddress(t, problem)} />
        <p className="mt-10 text-muted">{t("accounts.secondStep.lost")}</p>
        <p className="mt-2">
          <a href="/signin" className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
            {t("accounts.secondStep.startAgain")}
          </a>
        </p>
      </EntryPage>
    </PageMessages>
  );
}
