import "server-only";
import { stat } from "node:fs/promises";
import { config } from "../config";
import type { Database } from "../db/database";
import { pathOfFile } from "../db/files";
import { providerOf } from "../db/settings";
import type { ReportStorage, ServerOverview } from "./schemas";

/** How many reports are listed. */
const LISTED = 50;

interface Part {
  slug: string;
  bytes: number | bigint | null;
}

/**
 * How much each report needs in the database. Both databases know the length of a value without reading it, so the cost
 * depends on the number of rows, not on their size.
 */
export async function storageByReport(db: Database): Promise<ServerOverview["storage"]> {
  const [reports, ...parts] = await Promise.all([
    db.report.findMany({ select: { slug: true, title: true, deletedAt: true } }),
    db.$queryRaw<Part[]>`
      SELECT "report" AS "slug", SUM(octet_length("markdown") + octet_length("text")) AS "bytes"
      FROM "Edition" GROUP BY "report"`,
    db.$queryRaw<Part[]>`
      SELECT e."report" AS "slug", SUM(octet_length(p."words")) AS "bytes"
      FROM "EditionPage" p JOIN "Edition" e ON e."id" = p."editionId" GROUP BY e."report"`,
    db.$queryRaw<Part[]>`
      SELECT of."report" AS "slug", SUM(s."size") AS "bytes"
      FROM (
        SELECT "report", "sourceId" FROM "Edition"
        UNION SELECT e."report", a."sourceId" FROM "AddedPdf" a JOIN "Edition" e ON e."id" = a."editionId"
      ) of JOIN "Source" s ON s."id" = of."sourceId"
      GROUP BY of."report"`,
    db.$queryRaw<Part[]>`
      SELECT of."report" AS "slug", SUM(octet_length(p."bytes")) AS "bytes"
      FROM (SELECT DISTINCT "report", "sourceId" FROM "Edition") of JOIN "Picture" p ON p."sourceId" = of."sourceId"
      GROUP BY of."report"`,
  ]);
  const [texts, pages, files, pictures] = parts.map(bySlug) as [Sizes, Sizes, Sizes, Sizes];
  const storageOf = ({ slug, title }: { slug: string; title: string }): ReportStorage => {
    const own = {
      texts: texts.get(slug) ?? 0,
      pages: pages.get(slug) ?? 0,
      files: files.get(slug) ?? 0,
      pictures: pictures.get(slug) ?? 0,
    };
    return { slug, title, ...own, total: own.texts + own.pages + own.files + own.pictures };
  };
  const current = reports.filter(({ deletedAt }) => deletedAt === null).map(storageOf);
  current.sort((a, b) => b.total - a.total || (a.slug < b.slug ? -1 : 1));
  return {
    reports: current.slice(0, LISTED),
    others: Math.max(0, current.length - LISTED),
    deleted: reports
      .filter(({ deletedAt }) => deletedAt !== null)
      .reduce((sum, report) => sum + storageOf(report).total, 0),
  };
}

type Sizes = Map<string, number>;

function bySlug(parts: readonly Part[]): Sizes {
  return new Map(parts.map(({ slug, bytes }) => [slug, Number(bytes ?? 0)]));
}

/** The size of the whole database, in bytes; on SQLite, of its files. */
export async function databaseSize(db: Database): Promise<ServerOverview["database"]> {
  const url = config().databaseUrl;
  if (providerOf(url) === "postgresql") {
    const [row] = await db.$queryRaw<{ size: number | bigint }[]>`
      SELECT pg_database_size(current_database()) AS "size"`;
    return { kind: "postgresql", size: Number(row?.size ?? 0) };
  }
  const sizes = await Promise.all(["", "-wal"].map((end) => sizeOf(`${pathOfFile(url)}${end}`)));
  return { kind: "sqlite", size: sizes.reduce((sum, size) => sum + size, 0) };
}

/** 0 if there is no such file. */
function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
