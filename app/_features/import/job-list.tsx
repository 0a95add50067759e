import { useTranslations } from "next-intl";
import { explain } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { Button } from "@/app/_ui/button";
import type { ImportJobView } from "@/lib/library/import-jobs/schemas";
import { Bar, Row, UploadRow } from "./upload-row";
import { isPdf } from "./use-import-jobs";
import type { UploadState } from "./use-uploads";

interface JobListProps {
  uploads: readonly UploadState[];
  jobs: readonly ImportJobView[];
  /** Id of the job that is open below the list. */
  opened: string | null;
  onCancelUpload(key: number): void;
  onOpen(job: ImportJobView): void;
  onDiscard(job: ImportJobView): void;
}

/** The user's imports: uploads, files that are queued or being read, and files to review. */
export function JobList({ uploads, jobs, opened, onCancelUpload, onOpen, onDiscard }: JobListProps) {
  const t = useTranslations();
  if (uploads.length === 0 && jobs.length === 0) return null;
  return (
    <section aria-labelledby="imports" className="mt-8">
      <h2 id="imports" className="font-semibold">
        {t("add.jobs.title")}
      </h2>
      <p className="mt-1 text-muted">{t("add.jobs.lead")}</p>
      <ul className="mt-3 divide-y divide-line border-line border-y">
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} isOpened={job.id === opened} onOpen={onOpen} onDiscard={onDiscard} />
        ))}
        {uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} onCancel={() => onCancelUpload(upload.key)} />
        ))}
      </ul>
    </section>
  );
}

interface JobRowProps extends Pick<JobListProps, "onOpen" | "onDiscard"> {
  job: ImportJobView;
  isOpened: boolean;
}

function JobRow({ job, isOpened, onOpen, onDiscard }: JobRowProps) {
  const t = useTranslations();
  const { name, state, progress, problem } = job;
  const isActive = state === "waiting" || state === "running";
  const isAnswerable = problem?.code === "upload-title";
  return (
    <Row name={name} status={isOpened && state === "done" ? t("add.jobs.opened") : statusOf(t, job, isOpened)}>
      {progress?.stage === "pages" && (
        <Bar label={t("add.jobs.progress", { name })} value={progress.page} max={progress.pages} />
      )}
      {!isOpened && (state === "done" || isAnswerable) && (
        <Button
          aria-label={isAnswerable ? t("add.jobs.answerNamed", { name }) : t("add.jobs.reviewNamed", { name })}
          onClick={() => onOpen(job)}
        >
          {isAnswerable ? t("add.jobs.answer") : t("add.jobs.review")}
        </Button>
      )}
      {!isOpened && isActive && isPdf(job) && (
        <Button aria-label={t("add.jobs.showNamed", { name })} onClick={() => onOpen(job)}>
          {t("add.jobs.show")}
        </Button>
      )}
      <Button
        variant="quiet"
        aria-label={isActive ? t("add.jobs.cancelNamed", { name }) : t("add.jobs.discardNamed", { name })}
        onClick={() => onDiscard(job)}
      >
        {isActive ? t("add.jobs.cancel") : t("add.jobs.discard")}
      </Button>
    </Row>
  );
}

/** What is happening to a job's file. @param isOpened whether the job is open below the list */
export function statusOf(
  t: Translate,
  { state, position, progress, problem }: ImportJobView,
  isOpened: boolean,
): string {
  switch (state) {
    case "waiting":
      return t("add.jobs.waiting", { position: position ?? 1 });
    case "running":
      return progress?.stage === "pages"
        ? t("add.jobs.pages", { page: progress.page, pages: progress.pages })
        : t(`add.jobs.${progress?.stage ?? "start"}`);
    case "failed":
      // For the open job, the reason for the failure is shown below the list.
      return problem && !isOpened ? explain(t, problem) : t("add.jobs.problem");
    default:
      return t("add.jobs.done");
  }
}
