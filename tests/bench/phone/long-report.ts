import type { Instance } from "../instance";
import { GeneratedReports } from "../large/reports";

export const LONG_REPORT = "long-report";

const PAGES = 400;

/** Bytes of Markdown per page, chosen so that the total is just below the size limit for uploads. */
const PAGE_BYTES = 2_500;

/**
 * A 400-page report that consists of blocks of generated reports, with page breaks in between. Footnote labels are
 * prefixed with the number of their report.
 */
export function longReport(): string {
  const reports = new GeneratedReports();
  const [head, ...first] = blocksOf(reports, 1);
  const parts = [head!.replace(/^title:.*$/mu, "title: A Report of 400 Pages")];
  let bytes = 0;
  let page = 1;
  const blocks = first;
  for (let nth = 2; page <= PAGES; nth++) {
    for (const block of blocks.splice(0)) {
      if (bytes >= (page - 1) * PAGE_BYTES && page <= PAGES) parts.push(`<!-- page ${page++} -->`);
      if (page > PAGES && bytes >= PAGES * PAGE_BYTES) break;
      parts.push(block);
      bytes += Buffer.byteLength(block);
    }
    blocks.push(...blocksOf(reports, nth).slice(1));
  }
  return `${parts.join("\n\n")}\n`;
}

/**
 * Adds the 400-page report to an instance.
 *
 * @param cookie its owner's cookie
 */
export async function addLongReport({ url }: Pick<Instance, "url">, cookie: string): Promise<void> {
  const file = Buffer.from(longReport()).toString("base64");
  const body = JSON.stringify({ name: `${LONG_REPORT}.md`, file, given: {}, slug: LONG_REPORT, after: null });
  const headers = { "Content-Type": "application/json", Cookie: cookie, Origin: url };
  const answer = await fetch(`${url}/api/editions`, { method: "POST", headers, body });
  if (!answer.ok)
    throw new Error(`The request to add the long report failed with ${answer.status}: ${await answer.text()}`);
}

/** The front matter of the next generated report, followed by its blocks. */
function blocksOf(reports: GeneratedReports, nth: number): string[] {
  const { markdown } = reports.next();
  const end = markdown.indexOf("\n---", 3) + "\n---".length;
  const body = markdown
    .slice(end)
    .replace(/<!-- page \d+\?? -->/gu, "")
    .replace(/\[\^(?<label>[^\]]+)\]/gu, `[^${nth}$<label>]`);
  return [markdown.slice(0, end), ...body.split(/\n{2,}/u).filter((block) => block.trim() !== "")];
}
