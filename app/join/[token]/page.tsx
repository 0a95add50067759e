import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { cache } from "react";
import { OtherWaysIn } from "@/app/_features/accounts/other-sign-in-methods";
import { PersonFields } from "@/app/_features/accounts/person-fields";
import { EntryForm } from "@/app/_features/session/entry-form";
import { MessagePage } from "@/app/_features/shell/message-page";
import { currentActor } from "@/app/_features/shell/session";
import { sentenceInAddress } from "@/app/_http/page-problem";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import type { Translate } from "@/app/_messages/translate";
import { EntryPage } from "@/app/_ui/entry-page";
import { PageLink } from "@/app/_ui/page-link";
import { invitationOf } from "@/lib/accounts/invitations";
import { isSetUp } from "@/lib/accounts/set-up";
import { getDatabase } from "@/lib/db/own-database";

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Cached per request, for the page and its metadata. */
const invitationAt = cache(async (token: string) => invitationOf(await getDatabase(), token));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations();
  const actor = await currentActor();
  const title = actor ? t("accounts.join.memberTitle") : titleOf(t, await invitationAt((await params).token));
  // The URL contains a secret, so search engines must not index it.
  return { title, robots: { index: false } };
}

function titleOf(t: Translate, invitation: Awaited<ReturnType<typeof invitationAt>>): string {
  if (typeof invitation !== "string") return t("accounts.join.title");
  return invitation === "unknown" ? t("accounts.join.unknownTitle") : t("accounts.join.closedTitle");
}

/** Joins the team with an invitation link. */
export default async function JoinPage({ params, searchParams }: Props) {
  const t = await getTranslations();
  const format = await getFormatter();
  if (!(await isSetUp(await getDatabase()))) redirect("/setup");
  const actor = await currentActor();
  if (actor)
    return (
      <MessagePage title={t("accounts.join.memberTitle")}>
        {t("accounts.join.member", { name: actor.name })}
      </MessagePage>
    );

  const [{ token }, { problem }] = await Promise.all([params, searchParams]);
  const invitation = await invitationAt(token);
  if (typeof invitation === "string") {
    return (
      <PageMessages page="join/[token]/page">
        <EntryPage title={titleOf(t, invitation)}>
          <p>{t(`accounts.join.closed.${invitation}`)}</p>
          <p className="mt-2 text-muted">{t("accounts.join.closedHow")}</p>
          <HaveAccount>{t("accounts.join.haveJoined")}</HaveAccount>
        </EntryPage>
      </PageMessages>
    );
  }
  return (
    <PageMessages page="join/[token]/page">
      <EntryPage
        title={titleOf(t, invitation)}
        lead={t("accounts.join.lead", { invitedBy: invitation.invitedBy, role: invitation.role })}
      >
        {invitation.groups.length > 0 && (
          <p className="mb-8 wrap-anywhere">
            {t("accounts.join.groups", { count: invitation.groups.length, groups: format.list(invitation.groups) })}
          </p>
        )}
        <EntryForm
          action={`/api/join/${encodeURIComponent(token)}`}
          submit={t("accounts.join.submit")}
          problem={await sentenceInAddress(t, problem)}
        >
          <PersonFields />
        </EntryForm>
        <OtherWaysIn from="/" invitation={token} />
        <HaveAccount>{t("accounts.join.haveAccount")}</HaveAccount>
      </EntryPage>
    </PageMessages>
  );
}

function HaveAccount({ children }: { children: string }) {
  return (
    <PageLink
      href="/signin"
      className="mt-8 inline-flex min-h-11 items-center text-accent underline underline-offset-4"
    >
      {children}
    </PageLink>
  );
}
