"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { ConfirmDialog, withReauthentication } from "@/app/_features/session";
import { useLive } from "@/app/_features/sync";
import { Button } from "@/app/_ui/button";
import { FileChoice } from "@/app/_ui/file-choice";
import { fileSize } from "@/app/_ui/file-size";
import { FormProblem } from "@/app/_ui/form-problem";
import { showToast } from "@/app/_ui/toasts";
import { addedPdfAddress, type EditionPdf, type NewPdf } from "@/lib/library/added-pdf-schemas";
import type { ImportJobView } from "@/lib/library/import-jobs/schemas";
import { statusOf } from "./job-list";
import { shownText } from "./shown-text";
import { Bar, Row, UploadRow } from "./upload-row";
import { ADDRESS as JOBS } from "./use-import-jobs";
import { MEGABYTE, useUploads } from "./use-uploads";

/** How often to ask for the progress of the job, in milliseconds. */
const PROGRESS_MS = 1_000;

interface AddedPdfProps {
  /** Id of the report's current edition. */
  edition: string;
  /** What the server knew when the page was rendered. */
  given: EditionPdf;
  /** The server's maximum file size. */
  maxBytes: number;
}

/** Adds a PDF to a report that was added from a text, so that it has pages, and removes it again. */
export function AddedPdf({ edition, given, maxBytes }: AddedPdfProps) {
  const t = useTranslations();
  const router = useRouter();
  const address = addedPdfAddress(edition);
  const { data = given, mutate } = useSWR<EditionPdf, Error>(
    address,
    (url: string) => withReauthentication(() => fetchJson<EditionPdf>(url), "reading"),
    {
      fallbackData: given,
      dedupingInterval: 0,
      refreshInterval: (latest) => (isActive(latest?.job ?? null) ? PROGRESS_MS : 0),
    },
  );
  useLive(({ event }) => {
    if (event === "report" || event === "inbox" || event === "reset") void mutate();
  });
  const uploads = useUploads();
  const [problem, setProblem] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const { pdf, job } = data;
  const reading = isActive(job) ? job : null;
  const failure = job?.state === "failed" && job.problem ? explain(t, job.problem) : "";
  const [uploading] = uploads.uploads;
  const unread = failure ? job?.unread : null;
  useEffect(() => {
    // The user has just seen why it failed. If this request fails, the notification stays unread.
    if (unread) void sendJson("PUT", "/api/inbox/read", { item: unread, andOlder: false }).catch(() => undefined);
  }, [unread]);

  const add = async (file: File) => {
    setProblem("");
    if (file.size > maxBytes) return setProblem(t("add.fileTooLarge", { megabytes: maxBytes / MEGABYTE }));
    try {
      const source = await uploads.send(file);
      const body: NewPdf = { source: source.id };
      try {
        await withReauthentication(() => sendJson<ImportJobView>("POST", address, body));
      } catch (error) {
        uploads.discard(source);
        throw error;
      }
    } catch (error) {
      if (uploads.isCancelled(error)) showToast({ title: t("add.uploadCancelled") });
      else setProblem(explain(t, error));
    }
    await mutate();
  };
  const cancel = async ({ id }: ImportJobView) => {
    setProblem("");
    try {
      await withReauthentication(() => sendJson("DELETE", `${JOBS}/${id}`));
      showToast({ title: t("addedPdf.cancelled") });
    } catch (error) {
      setProblem(explain(t, error));
    }
    await mutate();
    heading.current?.focus();
  };
  const remove = async () => {
    await withReauthentication(() => sendJson("DELETE", address));
    await mutate();
    showToast({ title: t("addedPdf.removed") });
    heading.current?.focus();
    router.refresh();
  };

  return (
    <section id="pdf" aria-labelledby="pdf-title" className="mt-16 border-line border-t pt-8">
      <h2
        id="pdf-title"
        ref={heading}
        tabIndex={-1}
        className="mb-4 font-semibold font-serif text-heading outline-none"
      >
        {t("addedPdf.title")}
      </h2>
      <div className="max-w-prose">
        {pdf ? (
          <Present pdf={pdf} onRemove={remove} />
        ) : (
          <p className="mb-4 text-muted">{reading ? t("addedPdf.reading") : t("addedPdf.lead")}</p>
        )}
        {!pdf && (reading || uploading) && (
          <ul className="divide-y divide-line border-line border-y">
            {reading && (
              <Row name={reading.name} status={statusOf(t, reading, false)}>
                {reading.progress?.stage === "pages" && (
                  <Bar
                    label={t("add.jobs.progress", { name: reading.name })}
                    value={reading.progress.page}
                    max={reading.progress.pages}
                  />
                )}
                <Button
                  variant="quiet"
                  aria-label={t("add.jobs.cancelNamed", { name: reading.name })}
                  onClick={() => void cancel(reading)}
                >
                  {t("add.jobs.cancel")}
                </Button>
              </Row>
            )}
            {uploading && (
              <UploadRow
                upload={uploading}
                onCancel={() => {
                  uploads.cancel(uploading.key);
                  heading.current?.focus();
                }}
              />
            )}
          </ul>
        )}
        {!pdf && !reading && !uploading && (
          <Choice maxBytes={maxBytes} onChoose={(file) => void add(file)} onProblem={setProblem} />
        )}
        <FormProblem>
          {problem || (uploading ? "" : failure && t("addedPdf.failed", { name: job?.name ?? "", reason: failure }))}
        </FormProblem>
      </div>
    </section>
  );
}

function isActive(job: ImportJobView | null): boolean {
  return job?.state === "waiting" || job?.state === "running";
}

interface ChoiceProps {
  maxBytes: number;
  onChoose(file: File): void;
  onProblem(sentence: string): void;
}

function Choice({ maxBytes, onChoose, onProblem }: ChoiceProps) {
  const t = useTranslations();
  const button: RefObject<HTMLButtonElement | null> = useRef(null);
  return (
    <FileChoice
      accept=".pdf,application/pdf"
      kinds={t("addedPdf.kinds", { megabytes: maxBytes / MEGABYTE })}
      hasFile={false}
      button={button}
      onChoose={([file]) => file && onChoose(file)}
      onProblem={onProblem}
    />
  );
}

interface PresentProps {
  pdf: NonNullable<EditionPdf["pdf"]>;
  onRemove(): Promise<void>;
}

/** The PDF that was added, with how much of the text it shows. */
function Present({ pdf: { id, name, size, words, shown }, onRemove }: PresentProps) {
  const t = useTranslations();
  const format = useFormatter();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <p className="wrap-anywhere">
        <a href={`/api/sources/${id}`} download className="text-accent underline underline-offset-4">
          {name}
        </a>{" "}
        <span className="text-muted">({fileSize(format, size)})</span>
      </p>
      <p className="mt-2 mb-4">{shownText(t, { words, shown })}</p>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t("addedPdf.remove.submit")}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("addedPdf.remove.confirmTitle", { name })}
        lead={t("addedPdf.remove.confirmLead")}
        submit={t("addedPdf.remove.submit")}
        onSubmit={onRemove}
      />
    </>
  );
}
