import { z } from "zod";
import type { SecondStep } from "@/lib/accounts/factors/factor-schemas";
import { rightsNow } from "@/lib/accounts/people";
import { getDatabase } from "@/lib/db/own-database";
import { currentLibrary } from "@/lib/library/library";
import { readableIn } from "@/lib/library/readable-library";
import { isForm } from "./body";
import { seeOther } from "./handler";

/** The path to redirect to after signing in: one of our own pages, or else the start page. */
export const fromSchema = z
  .string()
  .max(2000)
  .optional()
  .transform((from) => ownPath(from));

/**
 * Returns the path if it is a page of this site, or else "/". It is parsed as in browsers, which treat a backslash as a
 * slash and ignore tabs and line breaks.
 */
export function ownPath(from: string | null | undefined): string {
  const here = "http://concord.invalid";
  if (!from?.startsWith("/") || !URL.canParse(from, here)) return "/";
  const { origin, pathname, search, hash } = new URL(from, here);
  return origin === here && !pathname.startsWith("//") && !pathname.startsWith("/api/")
    ? `${pathname}${search}${hash}`
    : "/";
}

/** What a sign-in, or its first step, has led to. */
export interface Entered {
  /** `Set-Cookie` headers. */
  cookies: readonly string[];
  /** The path of the next page. */
  to: string;
  /** What the sign-in must be completed with, if it has a second step. */
  secondStep?: SecondStep;
}

/** Sets cookies. Scripts receive the path of the next page; forms are redirected there. */
export function answerWithCookies(request: Request, { cookies, ...next }: Entered): Response {
  const response = isForm(request) ? seeOther(next.to) : Response.json(next);
  for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
  return response;
}

/** The start page for new members: the report if they can read exactly one, otherwise the list of reports. */
export async function firstPage(personId: string): Promise<string> {
  const rights = await rightsNow(await getDatabase(), personId);
  const [report, ...others] = readableIn(await currentLibrary(), rights).listed;
  return report && others.length === 0 ? `/r/${report.slug}` : "/";
}
