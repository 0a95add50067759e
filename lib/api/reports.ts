import "server-only";
import type { z } from "zod";
import { type Actor, authorize } from "../accounts/policy";
import { publicOrigin } from "../accounts/public-origin";
import { UserError } from "../errors";
import { currentLibrary, type ServedLibrary } from "../library/library";
import { pageOfBlock } from "../report/locate";
import type { Report } from "../report/model";
import { cursorAt, offsetIn } from "./paging";
import { tagOf } from "./preconditions";
import type { reportList, report as reportSchema } from "./schemas";

type ApiReport = z.infer<typeof reportSchema>;
type Edition = NonNullable<ReturnType<ServedLibrary["editions"]["get"]>>;

/** A report in its current edition. @throws UserError `no-such-report` (404) */
export async function servedReport(slug: string): Promise<{ report: Report; edition: Edition }> {
  const { reports, editions } = await currentLibrary();
  const report = reports.find((each) => each.slug === slug);
  const edition = editions.get(slug);
  if (report && edition) return { report, edition };
  throw new UserError("no-such-report", "There is no report with this name.", 404);
}

/** The reports, a page of them. @throws UserError `cursor` */
export async function listReports(
  actor: Actor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<z.infer<typeof reportList>> {
  authorize(actor, "report.read", null);
  const { reports, editions } = await currentLibrary();
  const offset = offsetIn(cursor);
  const end = offset + limit;
  return {
    reports: reports.slice(offset, end).map((report) => summaryOf(report, editions.get(report.slug)!)),
    next: end < reports.length ? cursorAt(end) : null,
  };
}

/**
 * A report with its text, and the tag of what it says.
 *
 * @throws UserError `no-such-report` (404)
 */
export async function readReport(actor: Actor, slug: string): Promise<{ report: ApiReport; tag: string }> {
  authorize(actor, "report.read", null);
  const { report, edition } = await servedReport(slug);
  const said = {
    ...summaryOf(report, edition),
    sections: report.sections.map(({ slug, title, depth, start, end }) => ({ slug, title, depth, start, end })),
    blocks: report.blocks.map(({ id, kind, language, section, start, end, text }, index) => {
      const page = pageOfBlock(report, index);
      return {
        ...{ id, kind, language, section: report.sections[section]?.slug ?? null },
        page: page && { number: page.page, certain: page.certain },
        ...{ start, end, text },
      };
    }),
  };
  return { report: said, tag: tagOf(said) };
}

function summaryOf({ slug, meta }: Report, { id, ordinal }: Edition) {
  const { title, authors, editor = null, place = null, publisher = null, year = null, language } = meta;
  return {
    ...{ slug, url: `${publicOrigin()}/r/${slug}`, title, authors, editor, place, publisher, year, language },
    edition: { id, ordinal },
  };
}
