import "server-only";
import type { z } from "zod";
import { type Actor, authorize } from "../accounts/policy";
import { config } from "../config";
import { isListed } from "../current-reports";
import { type JsonFile, jsonFile } from "../library/json-file";
import type { ListedReport } from "../library/library";
import { readableLibrary } from "../library/readable-library";
import { type ServedReport, servedReport } from "../library/served-report";
import { pageOfBlock } from "../report/locate";
import { VersionedCache } from "../versioned-cache";
import { cursorAt, offsetIn } from "./paging";
import { printedPageOf } from "./printed-page";
import type { reportList, report as reportSchema } from "./schemas";

type ApiReport = z.infer<typeof reportSchema>;

/** Maximum number of cached responses. Clients read only a few reports at a time. */
const files = new VersionedCache<JsonFile>(12);

/** A page of the list of reports. @throws UserError `cursor` */
export async function listReports(
  actor: Actor,
  { archived, cursor, limit }: { archived: boolean; cursor?: string | undefined; limit: number },
): Promise<z.infer<typeof reportList>> {
  authorize(actor, "library.read", null);
  const library = await readableLibrary(actor);
  const reports = library.reports.filter((report) => isListed(report) !== archived);
  const offset = offsetIn(cursor);
  const end = offset + limit;
  return {
    reports: reports.slice(offset, end).map(apiSummaryOf),
    next: end < reports.length ? cursorAt(end) : null,
  };
}

/**
 * A report with its text.
 *
 * @throws UserError `no-such-report` (404)
 */
export async function readReport(actor: Actor, slug: string): Promise<JsonFile> {
  const served = await servedReport(actor, slug);
  const { topics = [] } = (await readableLibrary(actor)).bySlug.get(slug) ?? {};
  return files.get(slug, served.stamp, async () => jsonFile(apiReportOf(served, topics)));
}

function apiReportOf({ report, edition }: ServedReport, topics: ListedReport["topics"]): ApiReport {
  return {
    ...apiSummaryOf({ ...report, edition, topics }),
    sections: report.sections.map(({ slug, title, depth, start, end }) => ({ slug, title, depth, start, end })),
    blocks: report.blocks.map(({ id, kind, language, section, start, end, text }, index) => ({
      ...{ id, kind, language, section: report.sections[section]?.slug ?? null },
      page: printedPageOf(pageOfBlock(report, index)),
      ...{ start, end, text },
    })),
  };
}

function apiSummaryOf({
  slug,
  meta,
  topics,
  edition: { id, ordinal },
}: Pick<ListedReport, "slug" | "meta" | "topics" | "edition">) {
  const { title, authors, editor = null, place = null, publisher = null, year = null, language } = meta;
  return {
    ...{ slug, url: `${config().origin}/r/${slug}`, title, authors, editor, place, publisher, year, language },
    topics: [...topics],
    edition: { id, ordinal },
  };
}
