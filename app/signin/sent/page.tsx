import type { Metadata } from "next";
import { words } from "@/app/_messages/en";
import { EntryPage } from "@/app/_ui/entry-page";
import { MAIL_LINK_MINUTES } from "@/lib/accounts/limits";

const { sent } = words.accounts;

export const metadata: Metadata = { title: sent.title };

/** What is said to everybody who has asked for a link, whether or not one was sent. */
export default function SentPage() {
  return (
    <EntryPage title={sent.title}>
      <p>{sent.text(MAIL_LINK_MINUTES)}</p>
      <p className="mt-2 text-muted">{sent.how}</p>
    </EntryPage>
  );
}
