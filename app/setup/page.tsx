import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PersonFields } from "@/app/_features/accounts/person-fields";
import { EntryForm } from "@/app/_features/session/entry-form";
import { words } from "@/app/_messages/en";
import { EntryPage } from "@/app/_ui/entry-page";
import { Field } from "@/app/_ui/field";
import { isSetUp } from "@/lib/accounts/set-up";
import { needsSetUpCode } from "@/lib/accounts/set-up-code";
import { config } from "@/lib/config";
import { getDatabase } from "@/lib/db/own-database";

export const metadata: Metadata = { title: words.accounts.setUp.title };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The first person to come becomes the owner. */
export default async function SetUpPage({ searchParams }: Props) {
  if (await isSetUp(await getDatabase())) redirect("/");
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
