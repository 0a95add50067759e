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

/** The path of the page where people set up a required second factor. */
const SET_UP_PAGE = "/signin/set-up";

/**
 * The user who requests this page; null without a valid session. They may still have to set up a second factor, so only
 * the pages for signing in call this. Cached per request.
 */
export const enteringActor = cache(async (): Promise<Actor | null> => actorOf((await headers()).get("cookie")));

/** The user who requests this page; null if they aren't signed in, or must set up a second factor first. */
export async function currentActor(): Promise<Actor | null> {
  const actor = await enteringActor();
  return actor?.mustSetUp ? null : actor;
}

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
 * account exists, they are redirected to the setup page. People whose role requires a second factor are redirected to
 * the page where they set one up.
 */
export async function requireActor(): Promise<Actor> {
  const actor = await enteringActor();
  if (actor && !actor.mustSetUp) return actor;
  if (!(await isSetUp(await getDatabase()))) redirect("/setup");
  const from = (await headers()).get(PATH_HEADER) ?? "/";
  const page = actor ? SET_UP_PAGE : "/signin";
  redirect(from === "/" ? page : `${page}?${new URLSearchParams({ from })}`);
}
