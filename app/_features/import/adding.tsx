"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { LoadFailed } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { FileChoice } from "@/app/_ui/file-choice";
import { FormProblem } from "@/app/_ui/form-problem";
import { showToast } from "@/app/_ui/toasts";
import type { ImportJobView } from "@/lib/library/import-jobs/schemas";
import type { Recognition } from "@/lib/report-import/recognition";
import { GivenFields } from "./given-fields";
import { JobList } from "./job-list";
import type { NewAccessProps } from "./new-access";
import { Preview } from "./preview";
import { RecognitionChoice } from "./recognition-choice";
import { useAdding } from "./use-adding";
import { MEGABYTE } from "./use-uploads";

/** File types for the file picker. */
const ACCEPTED =
  ".pdf,.docx,.odt,.epub,.html,.htm,.xhtml,.txt,.md,.markdown,.zip,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.oasis.opendocument.text,application/epub+zip,text/html,text/plain,text/markdown,application/zip";

/** What can be chosen instead if reading a file failed, by error code. */
const RETRIES: Record<string, readonly Recognition[]> = {
  "pdf-scan-too-long": ["never"],
  "pdf-no-text": ["auto", "always"],
};

interface AddingProps {
  /** The server's maximum file size. */
  maxBytes: number;
  /** Id of the import job to open first; null for none. */
  opened: string | null;
  /** Whom the user can give access to a new report; null if they can't add any. */
  access: NewAccessProps["choices"] | null;
}

/**
 * Adds reports from files. The user chooses files, waits or comes back later, checks the preview, and then adds the
 * report or cancels.
 */
export function Adding({ maxBytes, opened: initial, access }: AddingProps) {
  const t = useTranslations();
  const adding = useAdding(maxBytes, initial);
  const { uploads, imports, opened, given, preview, busy, problem } = adding;
  const button = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  /** Whether the user has started to look at the pages of the open file. */
  const isInUse = useRef(false);
  const isPreviewed = preview !== null;
  useEffect(() => {
    if (!isPreviewed) isInUse.current = false;
    else if (!isInUse.current) heading.current?.focus();
  }, [isPreviewed]);

  const discard = async (job: ImportJobView, title: string) => {
    if (!(await adding.discard(job))) return;
    button.current?.focus();
    showToast({ title });
  };
  // If the preview fails, the user can open the job again.
  const isShown = opened?.state !== "done" || preview !== null || busy !== null;
  const isReading =
    (busy === "reading" && !adding.isCorrecting) || opened?.state === "waiting" || opened?.state === "running";

  return (
    <>
      <FileChoice
        accept={ACCEPTED}
        kinds={t("add.kinds", { megabytes: maxBytes / MEGABYTE })}
        hasFile={false}
        isMultiple
        button={button}
        onChoose={(files) => void adding.choose(files)}
        onProblem={adding.fail}
      />
      {imports.error ? (
        <LoadFailed message={t("add.jobs.failed")} error={imports.error} onRetry={imports.retry} />
      ) : (
        <JobList
          uploads={uploads}
          jobs={imports.jobs ?? []}
          opened={isShown && opened ? opened.id : null}
          onCancelUpload={(key) => {
            adding.cancelUpload(key);
            button.current?.focus();
            showToast({ title: t("add.uploadCancelled") });
          }}
          onOpen={adding.open}
          onDiscard={(job) =>
            void discard(
              job,
              job.state === "waiting" || job.state === "running"
                ? t("add.jobs.cancelled")
                : t("add.jobs.discarded", { name: job.name }),
            )
          }
        />
      )}
      <p role="status" className="mt-4 text-muted empty:hidden">
        {adding.isGone && t("add.jobs.gone")}
        {isReading && opened && t("add.reading", { file: opened.name })}
        {busy === "taking" && t("add.adding")}
      </p>
      <FormProblem>{problem?.sentence}</FormProblem>
      {problem?.code === "upload-title" && opened && (
        <form
          className="mt-4 max-w-md"
          onSubmit={(event) => {
            event.preventDefault();
            void adding.readAgain();
          }}
        >
          <GivenFields fields={["title"]} given={given} onGive={adding.give} />
          <Button type="submit" variant="primary" className="mt-4">
            {t("add.readAgain")}
          </Button>
        </form>
      )}
      {opened && problem && RETRIES[problem.code] && (
        <RecognitionChoice
          current={opened.recognize}
          choices={RETRIES[problem.code]!}
          isBusy={busy !== null}
          onChoose={(recognize) => void adding.readAgain(recognize)}
        />
      )}
      {adding.isShown && (
        <Preview
          key={adding.shownKey}
          heading={heading}
          local={adding.local}
          job={opened}
          preview={preview}
          given={given}
          isBusy={busy !== null}
          onGive={adding.give}
          onWhich={(slug) => void adding.lookAgain(slug)}
          keepsPdf={adding.keepsPdf}
          onKeepPdf={(keepsPdf) => void adding.keepPdf(keepsPdf)}
          onCorrect={adding.correct}
          accessChoices={access}
          onAccept={(slug, comments, chosen) => void adding.accept(slug, comments, chosen)}
          onRecognize={(recognize) => void adding.readAgain(recognize)}
          onUse={() => {
            isInUse.current = true;
          }}
          onLeave={() => opened && void discard(opened, t("add.left"))}
        />
      )}
    </>
  );
}
