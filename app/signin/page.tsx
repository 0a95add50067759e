import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { ownPath } from "@/app/api/auth/entered";
import { refusalOf } from "@/app/api/auth/session-cookie";
import { EntryForm } from "@/app/ui/entry-form";
import { EntryPage } from "@/app/ui/entry-page";
import { ACCESS_ENDED } from "@/app/ui/fetch-json";
import { Field } from "@/app/ui/field";
import { OtherWaysIn } from "@/app/ui/other-ways-in";
import { PasswordField } from "@/app/ui/password-field";
import { words } from "@/app/words/en";
import { database } from "@/lib/accounts/entrance";
import { isSetUp } from "@/lib/accounts/set-up";
import { currentActor } from "../session";
import { LoseAccess } from "./lose-access";

export const metadata: Metadata = { title: words.accounts.signIn.title };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Signs in, and goes on to where the person wanted to. */
export default async function SignInPage({ searchParams }: Props) {
  const { from, problem, ended, again } = await searchParams;
  const to = ownPath(typeof from === "string" ? from : null);
  // Who is signed in may have to sign in again, for something sensitive.
  if (again === undefined && (await currentActor())) redirect(to);
  if (!(await isSetUp(await database()))) redirect("/setup");
  const { signIn, fields } = words.accounts;
  const refusal = await refusalOf((await headers()).get("cookie"));
  return (
    <EntryPage title={signIn.title} lead={leadOf(ended)}>
      {refusal.code === ACCESS_ENDED && <LoseAccess />}
      <EntryForm
        action="/api/auth/signin"
        submit={signIn.submit}
        problem={typeof problem === "string" ? problem : undefined}
      >
        <input type="hidden" name="from" value={to} />
        <Field label={fields.email} name="email" type="email" autoComplete="username" required />
        <PasswordField autoComplete="current-password" required />
      </EntryForm>
      <OtherWaysIn from={to} again={again !== undefined} />
      <p className="mt-10 text-muted">{signIn.noAccount}</p>
      <p className="mt-2 text-muted">{signIn.forgotten}</p>
    </EntryPage>
  );
}

/** Why somebody is here who was signed in before. */
function leadOf(ended: string | string[] | undefined): string | undefined {
  if (ended === "access") return words.accounts.signIn.accessEnded;
  return ended === "account" ? words.account.deletedLead : undefined;
}
