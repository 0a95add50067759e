"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/app/_ui/button";
import { FileChoice } from "@/app/_ui/file-choice";
import { FormProblem } from "@/app/_ui/form-problem";
import { PageLink } from "@/app/_ui/page-link";
import { SelectField } from "@/app/_ui/select";
import { showToast } from "@/app/_ui/toasts";
import { Toggle } from "@/app/_ui/toggle";
import type { ImportFile, ImportOutcome } from "@/lib/exchange/schemas";
import { Outcomes } from "./outcomes";
import { UploadRow } from "./upload-row";
import { type ImportChoice, useImporting } from "./use-importing";
import type { Busy } from "./use-preview-upload";

interface ImportingProps {
  /** Reports in which passages from other documents can be looked up. */
  reports: readonly { slug: string; title: string }[];
}

/** Imports notes from a file. The user chooses a file, checks the preview, and then imports the notes or cancels. */
export function Importing({ reports }: ImportingProps) {
  const t = useTranslations();
  const importing = useImporting();
  const { file, uploads, choice, preview, done, busy, problem } = importing;
  const button = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isImporting = busy === "taking";
  const isPreviewed = preview !== null;
  const isDone = done !== null;
  useEffect(() => {
    if (isPreviewed || isDone) heading.current?.focus();
  }, [isPreviewed, isDone]);

  const leave = () => {
    if (!importing.leave()) return;
    button.current?.focus();
    showToast({ title: t("imports.left") });
  };

  return (
    <>
      <FileChoice
        accept=".json,.jsonld,.pdf,application/json,application/ld+json,application/pdf"
        kinds={t("imports.kinds")}
        hasFile={file !== null}
        isDisabled={isImporting}
        button={button}
        onChoose={([chosen]) => chosen && void importing.choose(chosen)}
        onProblem={importing.fail}
      />
      {uploads.length > 0 && (
        <ul className="mt-4 divide-y divide-line border-line border-y">
          {uploads.map((upload) => (
            <UploadRow
              key={upload.key}
              upload={upload}
              onCancel={() => {
                importing.cancelUpload(upload.key);
                button.current?.focus();
              }}
            />
          ))}
        </ul>
      )}
      <p role="status" className="mt-4 text-muted empty:hidden">
        {busy === "reading" && file && t("add.reading", { file: file.name })}
        {isImporting && t("imports.importing")}
      </p>
      <FormProblem>{problem?.sentence}</FormProblem>
      {file && (
        <Choices
          choice={choice}
          reports={reports}
          isDisabled={isImporting}
          onChange={(change) => void importing.change(change)}
        />
      )}
      {preview && (
        <section className="mt-8">
          <Heading ref={heading} outcome={preview} title={t("imports.previewTitle")} />
          <Advice
            outcome={preview}
            chosen={reports.find(({ slug }) => slug === choice.report)?.title ?? null}
            onUse={(report) => void importing.change({ report })}
          />
          <Outcomes outcome={preview} />
          {preview.counts.deleted > 0 && (
            <Deletions
              count={preview.counts.deleted}
              isChosen={choice.deletions ?? false}
              onChange={(deletions) => void importing.change({ deletions })}
            />
          )}
          <Decision
            outcome={preview}
            deletions={choice.deletions ?? false}
            busy={busy}
            onAccept={() => void importing.accept()}
            onLeave={leave}
          />
        </section>
      )}
      {done && (
        <section className="mt-8">
          <Heading ref={heading} outcome={done} title={t("imports.doneTitle")} />
          <Outcomes outcome={done} />
          <PageLink
            href="/notes"
            className="mt-6 inline-flex min-h-11 items-center text-accent underline underline-offset-4"
          >
            {t("imports.toNotes")}
          </PageLink>
        </section>
      )}
    </>
  );
}

interface HeadingProps {
  ref: React.Ref<HTMLHeadingElement>;
  title: string;
  outcome: ImportOutcome;
}

function Heading({ ref, title, outcome }: HeadingProps) {
  const t = useTranslations();
  return (
    <>
      <h2 ref={ref} tabIndex={-1} className="font-semibold font-serif text-heading outline-none">
        {title}
      </h2>
      <p className="text-muted">{t(`imports.formats.${outcome.format}`)}</p>
    </>
  );
}

interface AdviceProps {
  outcome: ImportOutcome;
  /** Title of the report in which passages from other documents are looked up; null if they are skipped. */
  chosen: string | null;
  onUse(report: string): void;
}

/**
 * A hint that is shown if the file contains only some of the report's notes, or if its passages are in a different
 * report from the chosen one.
 */
function Advice({ outcome: { missing, isWrongReport, better }, chosen, onUse }: AdviceProps) {
  const t = useTranslations();
  const isWrong = isWrongReport && chosen !== null;
  if (missing === 0 && !isWrong && !better) return null;
  return (
    <div className="mt-4 rounded border border-line px-4 py-3">
      {missing > 0 && <p>{t("imports.missing", { count: missing })}</p>}
      {isWrong && <p className="font-semibold">{t("imports.wrongReport", { title: chosen })}</p>}
      {isWrong && !better && <p>{t("imports.noBetter")}</p>}
      {better && (
        <>
          <p>{t("imports.better", { found: better.found, sought: better.sought, title: better.title })}</p>
          <Button onClick={() => onUse(better.slug)} className="mt-2">
            {t("imports.takeBetter", { title: better.title })}
          </Button>
        </>
      )}
    </div>
  );
}

interface ChoicesProps extends ImportingProps {
  choice: ImportChoice;
  isDisabled: boolean;
  onChange(change: Partial<ImportChoice>): void;
}

/** Audience options for the imported notes. */
const VISIBILITIES = ["file", "private", "team"] as const satisfies readonly ImportFile["visibility"][];

function Choices({ choice, reports, isDisabled, onChange }: ChoicesProps) {
  const t = useTranslations();
  return (
    <div className="mt-6 grid gap-x-6 gap-y-4 md:grid-cols-2">
      <SelectField
        label={t("imports.visibility")}
        value={choice.visibility}
        disabled={isDisabled}
        onChoose={(value) => onChange({ visibility: VISIBILITIES.find((each) => each === value) })}
      >
        {VISIBILITIES.map((value) => (
          <option key={value} value={value}>
            {t(`imports.visibilities.${value}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("imports.report")}
        value={choice.report ?? ""}
        disabled={isDisabled}
        onChoose={(value) => onChange({ report: value || null })}
      >
        <option value="">{t("imports.noReport")}</option>
        {reports.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {t("imports.inReport", { title })}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

interface DeletionsProps {
  count: number;
  isChosen: boolean;
  onChange(isChosen: boolean): void;
}

/** Whether notes that were deleted from the file are deleted here too. */
function Deletions({ count, isChosen, onChange }: DeletionsProps) {
  const t = useTranslations();
  const label = useId();
  return (
    <div className="mt-6 flex items-center gap-3">
      <Toggle checked={isChosen} onChange={onChange} labelledBy={label} />
      <span id={label}>{t("imports.deletions", { count })}</span>
    </div>
  );
}

interface DecisionProps {
  outcome: ImportOutcome;
  deletions: boolean;
  busy: Busy | null;
  onAccept(): void;
  onLeave(): void;
}

function Decision({ outcome: { counts }, deletions, busy, onAccept, onLeave }: DecisionProps) {
  const t = useTranslations();
  const deleted = deletions ? counts.deleted : 0;
  const wanted = counts.new + counts.ambiguous + counts.orphan + counts.placed + counts.changed + deleted;
  return (
    <div className="mt-8 flex flex-wrap items-center gap-3">
      {wanted > 0 ? (
        <Button aria-disabled={busy !== null || undefined} onClick={onAccept} variant="primary">
          {t("imports.accept", { count: wanted })}
        </Button>
      ) : (
        <p>{t("imports.nothing")}</p>
      )}
      <Button aria-disabled={busy === "taking" || undefined} onClick={onLeave}>
        {t("imports.leave")}
      </Button>
    </div>
  );
}
