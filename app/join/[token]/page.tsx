import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { currentActor } from "@/app/session";
import { EntryForm } from "@/app/ui/entry-form";
import { EntryPage } from "@/app/ui/entry-page";
import { Message } from "@/app/ui/message";
import { PersonFields } from "@/app/ui/person-fields";
import { words } from "@/app/words/en";
import { database } from "@/lib/accounts/entrance";
import { invitationOf } from "@/lib/accounts/invitations";
import { isSetUp } from "@/lib/accounts/set-up";

// The address is a key: no search engine is to keep it.
export const metadata: Metadata = { title: words.accounts.join.title, robots: { index: false } };

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Joins the team by an invitation's link. */
export default async function JoinPage({ params, searchParams }: Props) {
  const { join } = words.accounts;
  const db = await database();
  if (!(await isSetUp(db))) redirect("/setup");
  const actor = await currentActor();
  if (actor) return <Message title={join.title}>{join.member(actor.name)}</Message>;

  const [{ token }, { problem }] = await Promise.all([params, searchParams]);
  const invitation = await invitationOf(db, token);
  if (typeof invitation === "string") {
    return (
      <EntryPage title={invitation === "unknown" ? join.unknownTitle : join.closedTitle}>
        <p>{join.closed[invitation]}</p>
        <p className="mt-2 text-muted">{join.closedHow}</p>
        <HaveAccount />
      </EntryPage>
    );
  }
  return (
    <EntryPage title={join.title} lead={join.lead(invitation.invitedBy, invitation.role)}>
      <EntryForm
        action={`/api/join/${encodeURIComponent(token)}`}
        submit={join.submit}
        problem={typeof problem === "string" ? problem : undefined}
      >
        <PersonFields />
      </EntryForm>
      <HaveAccount />
    </EntryPage>
  );
}

function HaveAccount() {
  return (
    <Link href="/signin" className="mt-8 inline-flex min-h-11 items-center text-accent underline underline-offset-4">
      {words.accounts.join.haveAccount}
    </Link>
  );
}
