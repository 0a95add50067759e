import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { cache } from "react";
import { OtherWaysIn } from "@/app/_features/accounts/other-sign-in-methods";
import { PersonFields } from "@/app/_features/accounts/person-fields";
import { EntryForm } from "@/app/_features/session/entry-form";
import { MessagePage } from "@/app/_features/shell/message-page";
import { currentActor } from "@/app/_features/shell/session";
import { words } from "@/app/_messages/en";
import { EntryPage } from "@/app/_ui/entry-page";
import { invitationOf } from "@/lib/accounts/invitations";
import { isSetUp } from "@/lib/accounts/set-up";
import { getDatabase } from "@/lib/db/own-database";

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Looked up once for a page and its metadata. */
const invitationAt = cache(async (token: string) => invitationOf(await getDatabase(), token));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const actor = await currentActor();
  const title = actor ? words.accounts.join.memberTitle : titleOf(await invitationAt((await params).token));
  // The address is a key: no search engine is to keep it.
  return { title, robots: { index: false } };
}

function titleOf(invitation: Awaited<ReturnType<typeof invitationAt>>): string {
  const { join } = words.accounts;
  if (typeof invitation !== "string") return join.title;
  return invitation === "unknown" ? join.unknownTitle : join.closedTitle;
}

/** Joins the team by an invitation's link. */
export default async function JoinPage({ params, searchParams }: Props) {
  const { join } = words.accounts;
  if (!(await isSetUp(await getDatabase()))) redirect("/setup");
  const actor = await currentActor();
  if (actor) return <MessagePage title={join.memberTitle}>{join.member(actor.name)}</MessagePage>;

  const [{ token }, { problem }] = await Promise.all([params, searchParams]);
  const invitation = await invitationAt(token);
  if (typeof invitation === "string") {
    return (
      <EntryPage title={titleOf(invitation)}>
        <p>{join.closed[invitation]}</p>
        <p className="mt-2 text-muted">{join.closedHow}</p>
        <HaveAccount>{join.haveJoined}</HaveAccount>
      </EntryPage>
    );
  }
  return (
    <EntryPage title={titleOf(invitation)} lead={join.lead(invitation.invitedBy, invitation.role)}>
      {invitation.groups.length > 0 && <p className="mb-8 wrap-anywhere">{join.groups(invitation.groups)}</p>}
      <EntryForm
        action={`/api/join/${encodeURIComponent(token)}`}
        submit={join.submit}
        problem={typeof problem === "string" ? problem : undefined}
      >
        <PersonFields />
      </EntryForm>
      <OtherWaysIn from="/" invitation={token} />
      <HaveAccount>{join.haveAccount}</HaveAccount>
    </EntryPage>
  );
}

function HaveAccount({ children }: { children: string }) {
  return (
    <Link href="/signin" className="mt-8 inline-flex min-h-11 items-center text-accent underline underline-offset-4">
      {children}
    </Link>
  );
}
