import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { explain } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { Button } from "@/app/_ui/button";
import type { ImportJobView } from "@/lib/library/import-jobs/schemas";
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
        {uploads.map(({ key, name, sent, size }) => (
          <Row key={key} name={name} status={sent === null ? t("add.jobs.queued") : t("add.uploading", { file: name })}>
            {sent !== null && <Bar label={t("add.uploading", { file: name })} value={sent} max={size} />}
            <Button aria-label={t("add.cancelUploadNamed", { name })} onClick={() => onCancelUpload(key)}>
              {t("add.cancelUpload")}
            </Button>
          </Row>
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

export function Row({ name, status, children }: { name: string; status: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className="min-w-36 flex-1">
        <span className="wrap-anywhere font-medium">{name}</span>
        <span className="wrap-anywhere block text-muted text-small tabular-nums">{status}</span>
      </span>
      <span className="ml-auto flex items-center gap-x-2 md:gap-x-4">{children}</span>
    </li>
  );
}

export function Bar({ label, value, max }: { label: string; value: number; max: number }) {
  return <progress aria-label={label} value={value} max={max} className="h-2 w-32 accent-accent" />;
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
