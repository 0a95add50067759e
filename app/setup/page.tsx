import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EntryForm } from "@/app/ui/entry-form";
import { EntryPage } from "@/app/ui/entry-page";
import { Field } from "@/app/ui/field";
import { PersonFields } from "@/app/ui/person-fields";
import { words } from "@/app/words/en";
import { database } from "@/lib/accounts/entrance";
import { isSetUp } from "@/lib/accounts/set-up";
import { needsSetUpCode } from "@/lib/accounts/set-up-code";
import { config } from "@/lib/config";

export const metadata: Metadata = { title: words.accounts.setUp.title };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The first person to come becomes the owner. */
export default async function SetUpPage({ searchParams }: Props) {
  if (await isSetUp(await database())) redirect("/");
  const { problem } = await searchParams;
  const { setUp } = words.accounts;
  return (
    <EntryPage title={setUp.title} lead={setUp.lead}>
      <EntryForm action="/api/setup" submit={setUp.submit} problem={typeof problem === "string" ? problem : undefined}>
        {needsSetUpCode(config()) && (
          <Field label={setUp.code} hint={setUp.codeHint} name="code" autoComplete="off" spellCheck={false} required />
        )}
        <PersonFields />
      </EntryForm>
    </EntryPage>
  );
}
