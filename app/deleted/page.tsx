import type { Metadata } from "next";
import { accountOf, requireActor } from "../session";
import { words } from "../words/en";
import { Deleted } from "./deleted";

export const metadata: Metadata = { title: words.deleted.title };

/** What a person has deleted lately. */
export default async function DeletedPage() {
  return <Deleted account={await accountOf(await requireActor())} />;
}
