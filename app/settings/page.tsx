import type { Metadata } from "next";
import { accountOf, requireActor } from "../session";
import { words } from "../words/en";
import { Shares } from "./shares";

export const metadata: Metadata = { title: words.share.listTitle };

/** What a person has shared outside; for owner and editors, what anybody has. */
export default async function SettingsPage() {
  return <Shares account={await accountOf(await requireActor())} />;
}
