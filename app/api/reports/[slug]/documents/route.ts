import { z } from "zod";
import { UserError } from "@/lib/errors";
import { currentLibrary } from "@/lib/library/library";
import { documentsOf } from "@/lib/search/documents";
import { handler } from "../../../handler";

const params = z.object({ slug: z.string() });

/** What the browser indexes to search the open report by itself. */
export const GET = handler({ access: "member", params }, async ({ params: { slug } }) => {
  const report = (await currentLibrary()).reports.find((candidate) => candidate.slug === slug);
  if (!report) throw new UserError("no-such-report", "There is no report with this name.", 404);
  return documentsOf(report);
});
