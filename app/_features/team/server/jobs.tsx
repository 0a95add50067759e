import { useFormatter, useTranslations } from "next-intl";
import { fileSize } from "@/app/_ui/file-size";
import type { ServerOverview } from "@/lib/operations/schemas";

/** The files that are being read, are waiting, or couldn't be read. */
export function Jobs({ jobs: { latest, waiting, running, failed } }: Pick<ServerOverview, "jobs">) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <>
      <p>{t("server.jobs.counts", { running, waiting, failed })}</p>
      {latest.length > 0 && (
        <ul className="mt-4 divide-y divide-line border-line border-y">
          {latest.map(({ id, person, size, createdAt, state, problem }) => (
            <li key={id} className="py-3">
              <p className="wrap-anywhere">{t("server.jobs.job", { person, size: fileSize(format, size), state })}</p>
              <p className="text-muted text-small wrap-anywhere">
                {[format.dateTime(createdAt, "moment"), problem].filter(Boolean).join(" · ")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
