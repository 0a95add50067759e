import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { PATH_HEADER } from "@/app/_http/path-header";
import { actorOf } from "@/app/_http/session-cookie";
import { groupsOf } from "@/lib/accounts/groups";
import type { Actor } from "@/lib/accounts/policy";
import { isSetUp } from "@/lib/accounts/set-up";
import { positionNow } from "@/lib/annotations/live/live";
import { getDatabase } from "@/lib/db/own-database";
import type { Account } from "./header";

/** The person who asks for this page, where the session is still good. Looked up once for a page. */
export const currentActor = cache(async (): Promise<Actor | null> => actorOf((await headers()).get("cookie")));

/** What the header of a page says of who is signed in. It is asked for before what the page shows is fetched. Looked up once for a page. */
export const accountOf = cache(async (actor: Actor): Promise<Account> => {
  const { name, role, email } = actor;
  const db = await getDatabase();
  const position = await positionNow(db);
  return { name, role, email, position, groups: await groupsOf(db, actor) };
});

/**
 * The person who asks for this page. Every page that is not for everybody begins with it, and so does its
 * `generateMetadata`: layouts are not run again between pages, so they guard nothing.
 *
 * Who is not signed in is sent to sign in and comes back; who is the first to come is sent to set up.
 */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  if (!(await isSetUp(await getDatabase()))) redirect("/setup");
  const from = (await headers()).get(PATH_HEADER) ?? "/";
  redirect(from === "/" ? "/signin" : `/signin?${new URLSearchParams({ from })}`);
}
