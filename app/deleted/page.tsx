import type { Metadata } from "next";
import { Deleted } from "@/app/_features/notes/deleted";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { words } from "@/app/_messages/en";

export const metadata: Metadata = { title: words.deleted.title };

/** What a person has deleted lately. */
export default async function DeletedPage() {
  return <Deleted account={await accountOf(await requireActor())} />;
}
