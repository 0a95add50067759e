import type { Metadata } from "next";
import { accountOf, requireActor } from "../session";
import { Header } from "../ui/header";
import { words } from "../words/en";
import { Shares } from "./shares";

export const metadata: Metadata = { title: words.settings.title };

/** What is a person's own: how they come in, what they have shared outside, and what is kept of them. */
export default async function SettingsPage() {
  const actor = await requireActor();
  const account = await accountOf(actor);
  return (
    <>
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{words.settings.title}</h1>
        <Shares role={actor.role} />
      </main>
    </>
  );
}
