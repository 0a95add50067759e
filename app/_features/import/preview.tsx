"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, type RefObject, useId, useState } from "react";
import type { ChosenAccess } from "@/app/_features/details";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { onDemand } from "@/app/_ui/on-demand";
import { Part } from "@/app/_ui/part";
import { Select } from "@/app/_ui/select";
import type { NewAccess } from "@/lib/library/access-schemas";
import type { EditionPreview, Given } from "@/lib/library/edition-schemas";
import type { Recognition } from "@/lib/report-import/recognition";
import { FileComments } from "./file-comments";
import { type GivenField, GivenFields } from "./given-fields";
import { Impact } from "./impact";
import { KeepPdf } from "./keep-pdf";
import { NewAccessFields, type NewAccessProps, newAccessOf } from "./new-access";
import { RecognitionChoice } from "./recognition-choice";
import type { ReviewProps } from "./review/review";

const FIELDS: readonly GivenField[] = ["title", "authors", "editor", "publisher", "place", "year", "language"];

/** The access that a report has unless the user chooses another. */
const EVERYONE: ChosenAccess = { audience: "team", publicNotes: false, people: [], groups: [] };

const Review = onDemand(() => import("./review/review").then((module) => module.Review));

interface PreviewProps extends Pick<ReviewProps, "local" | "job" | "preview" | "onCorrect" | "onUse"> {
  given: Given;
  heading: RefObject<HTMLHeadingElement | null>;
  isBusy: boolean;
  onGive(change: Given): void;
  /** Previews the file as an edition of the given report. */
  onWhich(slug: string): void;
  /** Whether a new edition keeps the PDF that was added to the current one. */
  keepsPdf: boolean;
  onKeepPdf(keepsPdf: boolean): void;
  /** Whom the user can give access to a new report; null if they can't add any. */
  accessChoices: NewAccessProps["choices"] | null;
  /**
   * @param comments whether the comments in the file become notes
   * @param access who can read a new report; undefined for the default
   */
  onAccept(slug: string, comments: boolean, access: NewAccess | undefined): void;
  onLeave(): void;
  /** Reads the file again. */
  onRecognize(recognize: Recognition): void;
}

/**
 * Preview of a file: the report it belongs to, warnings to check, and the effect on highlights. While a PDF is being
 * read, only the part with its pages and text is shown.
 */
export function Preview({
  local,
  job,
  preview,
  given,
  heading,
  isBusy,
  accessChoices,
  keepsPdf,
  onKeepPdf,
  onGive,
  onWhich,
  onCorrect,
  onAccept,
  onLeave,
  onRecognize,
  onUse,
}: PreviewProps) {
  const t = useTranslations();
  const ids = useId();
  /** What the user typed, and the suggested slug that it replaces. */
  const [typed, setTyped] = useState({ slug: "", suggested: "" });
  const [withComments, setWithComments] = useState(true);
  const [access, setAccess] = useState<ChosenAccess>(EVERYONE);
  const suggested = preview ? freeSlug(preview) : "";
  const newSlug = typed.suggested === suggested ? typed.slug : suggested;
  const accept = (event: FormEvent) => {
    event.preventDefault();
    if (!preview) return;
    const isNew = preview.current === null;
    onAccept(isNew ? newSlug : preview.slug, withComments, isNew ? newAccessOf(access) : undefined);
  };
  const recognize = preview?.recognize;

  return (
    <form onSubmit={accept} aria-labelledby={`${ids}-${preview ? "title" : "reading"}`} className="mt-10">
      {preview && (
        <>
          <h2
            ref={heading}
            id={`${ids}-title`}
            tabIndex={-1}
            className="font-semibold font-serif text-heading outline-none"
          >
            {t("add.previewTitle")}
          </h2>
          <Summary preview={preview} />
          <TargetReport
            preview={preview}
            newSlug={newSlug}
            onType={(slug) => setTyped({ slug, suggested })}
            onWhich={onWhich}
          />
          {preview.forecast && <Impact forecast={preview.forecast} />}
          {preview.pdf && preview.current && (
            <KeepPdf pdf={preview.pdf} ordinal={preview.current.ordinal} isKept={keepsPdf} onKeep={onKeepPdf} />
          )}
          <MissingDetails preview={preview} given={given} onGive={onGive} />
          {accessChoices && preview.current === null && (
            <NewAccessFields access={access} choices={accessChoices} onChange={setAccess} />
          )}
          <FileComments comments={preview.comments} isTaken={withComments} onTake={setWithComments} />
        </>
      )}
      <Part
        id={`${ids}-reading`}
        title={t(preview ? "add.review.title" : "add.provisional.title")}
        lead={t(preview ? "add.review.lead" : "add.provisional.lead")}
      >
        {recognize && (
          <div className="mb-4">
            <p>{t(`add.recognize.is.${recognize.read}`)}</p>
            <RecognitionChoice current={recognize.read} isBusy={isBusy} onChoose={onRecognize} />
          </div>
        )}
        <Review local={local} job={job} preview={preview} isBusy={isBusy} onCorrect={onCorrect} onUse={onUse} />
      </Part>

      {preview && (
        <div className="mt-8 flex flex-wrap items-center gap-3">
          {!preview.isCurrent && (
            <Button type="submit" aria-disabled={isBusy || undefined} variant="primary">
              {preview.current ? t("add.accept") : t("add.acceptNew")}
            </Button>
          )}
          <Button onClick={onLeave}>{t("add.leave")}</Button>
        </div>
      )}
    </form>
  );
}

/** What was found in the file. */
function Summary({ preview: { meta, pages, words, found } }: { preview: EditionPreview }) {
  const t = useTranslations();
  const format = useFormatter();
  const imprint = [meta.publisher, meta.place, meta.year].filter(Boolean).join(", ");
  return (
    <div className="mt-4 border-line border-y py-4" lang={meta.language}>
      <p className="font-semibold font-serif text-prose">{meta.title}</p>
      {meta.authors.length > 0 && <p>{format.list(meta.authors)}</p>}
      {meta.editor && <p>{t("library.editedBy", { name: meta.editor })}</p>}
      {imprint && <p className="text-muted">{imprint}</p>}
      <p className="mt-2 text-muted text-small tabular-nums" lang="en">
        {format.list(
          [
            ...(pages === null ? [] : [t("add.found.pages", { count: pages })]),
            t("add.words", { words }),
            ...(["headings", "tables", "figures", "footnotes"] as const).map((kind) =>
              t(`add.found.${kind}`, { count: found[kind] }),
            ),
          ],
          "unit",
        )}
      </p>
    </div>
  );
}

interface TargetReportProps extends Pick<PreviewProps, "onWhich"> {
  preview: EditionPreview;
  newSlug: string;
  onType(slug: string): void;
}

/** The report that the file belongs to. */
function TargetReport({ preview, newSlug, onType, onWhich }: TargetReportProps) {
  const t = useTranslations();
  const ids = useId();
  const { current, slug, reports, isCurrent } = preview;
  return (
    <Part title={t("add.which")}>
      <label htmlFor={`${ids}-which`} className="sr-only">
        {t("add.which")}
      </label>
      <Select id={`${ids}-which`} value={current ? slug : ""} onChoose={(chosen) => onWhich(chosen || newSlug)}>
        <option value="">{t("add.newReport")}</option>
        {reports.map((report) => (
          <option key={report.slug} value={report.slug}>
            {t("add.editionOf", { title: report.title })}
          </option>
        ))}
      </Select>
      {current ? (
        <p className="mt-2 text-muted">
          {isCurrent ? t("add.isCurrent") : t("add.follows", { ordinal: current.ordinal + 1 })}
        </p>
      ) : (
        <div className="mt-4 max-w-md">
          <Field
            label={t("add.slug")}
            hint={t("add.slugHint")}
            required
            maxLength={80}
            pattern="[a-z0-9]+(-[a-z0-9]+)*"
            value={newSlug}
            onChange={(event) => onType(event.target.value)}
          />
        </div>
      )}
    </Part>
  );
}

interface MissingDetailsProps extends Pick<PreviewProps, "given" | "onGive"> {
  preview: EditionPreview;
}

/** The details that the file doesn't contain. */
function MissingDetails({ preview: { missing, meta }, given, onGive }: MissingDetailsProps) {
  const t = useTranslations();
  // A field for a missing detail stays in the form after it has been filled in.
  const fields = FIELDS.filter((field) => missing.includes(field) || field in given);
  if (fields.length === 0) return null;
  return (
    <Part title={t("add.given")} lead={t("add.givenHint")}>
      <GivenFields fields={fields} given={given} language={meta.language} onGive={onGive} />
    </Part>
  );
}

/** Finds an unused slug: the suggested one, with a number added if necessary. */
function freeSlug({ slug, reports }: EditionPreview): string {
  const taken = new Set(reports.map((report) => report.slug));
  let free = slug;
  for (let number = 2; taken.has(free); number++) free = `${slug.slice(0, 76)}-${number}`;
  return free;
}
