import { handler } from "@/app/_http/handler";
import { keptAnswer } from "@/app/_http/kept-answer";
import * as operations from "@/lib/api/operations";
import { readReport } from "@/lib/api/reports";

/** Returns a report with its text. */
export const GET = handler(
  { access: "member", ...operations.getReport.takes },
  async ({ actor, params: { slug }, request }) => keptAnswer(request, await readReport(actor, slug)),
);
