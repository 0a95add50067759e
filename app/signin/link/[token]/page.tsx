import type { Metadata } from "next";
import { NameField } from "@/app/_features/accounts/name-field";
import { EntryForm } from "@/app/_features/session/entry-form";
import { ownPath } from "@/app/_http/entered";
import { words } from "@/app/_messages/en";
import { EntryPage } from "@/app/_ui/entry-page";
import { mailLinkOf } from "@/lib/accounts/mail-links";
import { getDatabase } from "@/lib/db/own-database";

const { link: said } = words.accounts;

// The address is a key: no search engine is to keep it.
export const metadata: Metadata = { title: said.title, robots: { index: false } };

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Signs in by a link that came by mail, at the press of a button: programs that look at mail open its links too. */
export default async function MailLinkPage({ params, searchParams }: Props) {
  const [{ token }, { from, problem }] = await Promise.all([params, searchParams]);
  const link = await mailLinkOf(await getDatabase(), token);
  if (!link) {
    return (
      <EntryPage title={said.unknownTitle}>
        <p>{said.unknown}</p>
        <p className="mt-2 text-muted">{said.unknownHow}</p>
      </EntryPage>
    );
  }
  return (
    <EntryPage
      title={link.isNew ? said.newTitle : said.title}
      lead={link.isNew ? said.newLead(link.email) : said.lead(link.email)}
    >
      {link.endsPassword && <p className="mb-8">{said.endsPassword}</p>}
      <EntryForm
        action={`/api/auth/mail/${encodeURIComponent(token)}`}
        submit={link.isNew ? said.join : said.submit}
        problem={typeof problem === "string" ? problem : undefined}
      >
        <input type="hidden" name="from" value={ownPath(typeof from === "string" ? from : null)} />
        {link.isNew && <NameField />}
      </EntryForm>
    </EntryPage>
  );
}
