import type { Metadata } from "next";
import { database } from "@/lib/accounts/entrance";
import { hasPassword } from "@/lib/accounts/own-password";
import { accountOf, requireActor } from "../session";
import { Header } from "../ui/header";
import { words } from "../words/en";
import { Access } from "./access";
import { DeleteAccount } from "./delete-account";
import { Shares } from "./shares";
import { YourData } from "./your-data";

export const metadata: Metadata = { title: words.settings.title };

/** What is a person's own: how they come in, what they have shared outside, and what is kept of them. */
export default async function SettingsPage() {
  const actor = await requireActor();
  const account = await accountOf(actor);
  const withPassword = await hasPassword(await database(), actor);
  return (
    <>
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{words.settings.title}</h1>
        <Access hasPassword={withPassword} email={actor.email} />
        <Shares me={actor.id} role={actor.role} />
        <YourData />
        <DeleteAccount email={actor.email} hasPassword={withPassword} />
      </main>
    </>
  );
}
