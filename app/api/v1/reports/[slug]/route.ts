import * as operations from "@/lib/api/operations";
import { readReport } from "@/lib/api/reports";
import { handler } from "../../../handler";
import { keptAnswer } from "../../../kept-answer";

/** A report with its text. */
export const GET = handler(
  { access: "member", ...operations.getReport.takes },
  async ({ actor, params: { slug }, request }) => keptAnswer(request, await readReport(actor, slug)),
);
