import type { z } from "zod";
import type { Foreign } from "./problem";

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with each field.
 * @param whole the name to use for the value as a whole, which has no path
 */
export function issuesOf({ issues }: z.ZodError, whole = ""): Foreign[] {
  return issues.map((issue) => foreign(issue, whole));
}

/** The first issue from `issuesOf`. */
export function firstIssueOf(error: z.ZodError, whole: string): Foreign {
  const [issue] = issuesOf(error, whole);
  if (!issue) throw new Error("A value without issues is valid.");
  return issue;
}

function foreign(issue: Issue, whole: string): Foreign {
  const path = issue.path.join(".") || whole;
  const { code, message } = issue;
  const details = Object.entries(issue).filter(
    (entry): entry is [string, string | number] =>
      entry[0] !== "message" && ["string", "number"].includes(typeof entry[1]),
  );
  const params = { ...Object.fromEntries(details), path };
  return { library: "zod", code, params, english: `${path}: ${message}` };
}
