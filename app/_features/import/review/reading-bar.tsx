import { useTranslations } from "next-intl";
import type { ImportJobView } from "@/lib/library/import-jobs/schemas";
import { MAX_PROVISIONAL_PAGES, type ProvisionalPage } from "@/lib/report-import/provisional";
import { statusOf } from "../job-list";

interface ReadingBarProps {
  /** Null while the file is being uploaded. */
  job: ImportJobView | null;
  pages: readonly ProvisionalPage[];
}

/** Says above the provisional text how much of the file has been read, and why the text can't be corrected yet. */
export function ReadingBar({ job, pages }: ReadingBarProps) {
  const t = useTranslations();
  const status =
    job === null
      ? t("add.provisional.uploading")
      : job.state === "done"
        ? t("add.provisional.preparing")
        : statusOf(t, job, true);
  const isCut = pages.length >= MAX_PROVISIONAL_PAGES;
  return (
    <div className="px-3 py-2">
      <p className="font-semibold tabular-nums">{status}</p>
      <p className="text-muted text-small">
        {t("add.provisional.note")} {isCut && t("add.provisional.cut", { count: MAX_PROVISIONAL_PAGES })}
      </p>
    </div>
  );
}
