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

/** The user who requests this page; null without a valid session. Cached per request. */
export const currentActor = cache(async (): Promise<Actor | null> => actorOf((await headers()).get("cookie")));

/**
 * The account shown in the page header. It contains the event position, so request it before fetching the page's data.
 * Cached per request.
 */
export const accountOf = cache(async (actor: Actor): Promise<Account> => {
  const { name, role, email } = actor;
  const db = await getDatabase();
  const position = await positionNow(db);
  return { name, role, email, position, groups: await groupsOf(db, actor) };
});

/**
 * The user who requests this page. Every page that isn't public starts with this call, and so does its
 * `generateMetadata`. Layouts can't protect pages, because they don't run again when the user navigates.
 *
 * People who aren't signed in are redirected to the sign-in page, which returns them here afterwards. Before the first
 * account exists, they are redirected to the setup page.
 */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  if (!(await isSetUp(await getDatabase()))) redirect("/setup");
  const from = (await headers()).get(PATH_HEADER) ?? "/";
  redirect(from === "/" ? "/signin" : `/signin?${new URLSearchParams({ from })}`);
}
