import { z } from "zod";
import { currentLibrary } from "@/lib/library/library";
import { isForm } from "./body";
import { seeOther } from "./handler";

/** Where a person goes after signing in: one of our own pages, else the start. */
export const fromSchema = z
  .string()
  .max(2000)
  .optional()
  .transform((from) => ownPath(from));

/**
 * The path if it is one of this site and of a page. Browsers read a backslash as a slash and skip tabs and line breaks, so it is
 * judged as they would read it.
 */
export function ownPath(from: string | null | undefined): string {
  const here = "http://concord.invalid";
  if (!from?.startsWith("/") || !URL.canParse(from, here)) return "/";
  const { origin, pathname, search, hash } = new URL(from, here);
  return origin === here && !pathname.startsWith("//") && !pathname.startsWith("/api/")
    ? `${pathname}${search}${hash}`
    : "/";
}

/** Answers with new cookies: a script is told where to go on, a form is sent there. */
export function answerWithCookies(request: Request, cookies: readonly string[], to: string): Response {
  const response = isForm(request) ? seeOther(to) : Response.json({ to });
  for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
  return response;
}

/** Where a person who has just joined begins: at the report where there is only one, else at the list of them. */
export async function firstPage(): Promise<string> {
  const [report, ...others] = (await currentLibrary()).reports;
  return report && others.length === 0 ? `/r/${report.slug}` : "/";
}
