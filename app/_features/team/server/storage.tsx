import { useFormatter, useTranslations } from "next-intl";
import { fileSize } from "@/app/_ui/file-size";
import { PageLink } from "@/app/_ui/page-link";
import type { ServerOverview } from "@/lib/operations/schemas";
import { Facts } from "./facts";

const PARTS = ["files", "pictures", "pages", "texts"] as const;

/** The size of the database, the last backup, and the reports that need the most. */
export function Storage({
  database,
  storage,
  lastBackup,
}: Pick<ServerOverview, "database" | "storage" | "lastBackup">) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <>
      <Facts
        facts={[
          [t(`server.storage.databases.${database.kind}`), fileSize(format, database.size)],
          [
            t("server.storage.backup"),
            lastBackup ? format.dateTime(lastBackup, "moment") : t("server.storage.noBackup"),
          ],
          [t("server.storage.deleted"), storage.deleted > 0 ? fileSize(format, storage.deleted) : null],
        ]}
      />
      <table className="mt-6 w-full border-line border-y">
        <caption className="sr-only">{t("server.storage.byReport")}</caption>
        <thead>
          <tr className="text-muted text-small">
            <th scope="col" className="py-2 pe-4 text-start font-semibold">
              {t("server.storage.report")}
            </th>
            {PARTS.map((part) => (
              <th key={part} scope="col" className="py-2 pe-4 text-end font-semibold max-md:hidden">
                {t(`server.storage.parts.${part}`)}
              </th>
            ))}
            <th scope="col" className="py-2 text-end font-semibold">
              {t("server.storage.total")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-t">
          {storage.reports.map((report) => (
            <tr key={report.slug}>
              <th scope="row" className="py-2 pe-4 text-start font-normal wrap-anywhere">
                <PageLink href={`/r/${report.slug}`} className="inline-flex min-h-8 items-center hover:underline">
                  {report.title}
                </PageLink>
              </th>
              {PARTS.map((part) => (
                <td key={part} className="whitespace-nowrap py-2 pe-4 text-end text-muted tabular-nums max-md:hidden">
                  {report[part] > 0 && fileSize(format, report[part])}
                </td>
              ))}
              <td className="whitespace-nowrap py-2 text-end tabular-nums">{fileSize(format, report.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {storage.others > 0 && <p className="mt-3 text-muted">{t("server.storage.others", { count: storage.others })}</p>}
    </>
  );
}
