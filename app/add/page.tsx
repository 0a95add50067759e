import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Adding } from "@/app/_features/import/adding";
import { Header } from "@/app/_features/shell/header";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { words } from "@/app/_messages/en";
import { may } from "@/lib/accounts/policy";
import { config } from "@/lib/config";

export const metadata: Metadata = { title: words.add.title };

/** Where owner and editors add a report, or a new edition of one. */
export default async function AddPage() {
  const actor = await requireActor();
  const account = await accountOf(actor);
  if (!may(actor, "edition.add", null)) notFound();
  return (
    <>
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{words.add.title}</h1>
        <p className="mt-1 mb-6 text-muted">{words.add.lead}</p>
        <Adding maxBytes={config().maxFileBytes} />
      </main>
    </>
  );
}
