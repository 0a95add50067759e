import { handler } from "@/app/_http/handler";
import { reportParams } from "@/lib/annotations/schemas";
import { compareEditions } from "@/lib/library/comparison";
import { comparisonQuery } from "@/lib/library/comparison-schemas";

/** Compares two editions of a report. */
export const GET = handler(
  { access: "member", cost: "search", params: reportParams, query: comparisonQuery },
  ({ db, actor, params: { slug }, query }) => compareEditions(db, actor, slug, query),
);
