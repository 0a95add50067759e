"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, type RefObject, useId, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { onDemand } from "@/app/_ui/on-demand";
import { Part } from "@/app/_ui/part";
import { Select } from "@/app/_ui/select";
import type { EditionPreview, Given } from "@/lib/library/edition-schemas";
import type { Recognition } from "@/lib/report-import/recognition";
import { FileComments } from "./file-comments";
import { type GivenField, GivenFields } from "./given-fields";
import { Impact } from "./impact";
import { RecognitionChoice } from "./recognition-choice";
import type { ReviewProps } from "./review/review";

const FIELDS: readonly GivenField[] = ["title", "authors", "editor", "publisher", "place", "year", "language"];

const Review = onDemand(() => import("./review/review").then((module) => module.Review));

interface PreviewProps extends Pick<ReviewProps, "source" | "onCorrect"> {
  preview: EditionPreview;
  given: Given;
  heading: RefObject<HTMLHeadingElement | null>;
  isBusy: boolean;
  onGive(change: Given): void;
  /** Previews the file as an edition of the given report. */
  onWhich(slug: string): void;
  /** @param comments whether the comments in the file become notes */
  onAccept(slug: string, comments: boolean): void;
  onLeave(): void;
  /** Reads the file again. */
  onRecognize(recognize: Recognition): void;
}

/** Preview of a file: the report it belongs to, warnings to check, and the effect on highlights. */
export function Preview({
  source,
  preview,
  given,
  heading,
  isBusy,
  onGive,
  onWhich,
  onCorrect,
  onAccept,
  onLeave,
  onRecognize,
}: PreviewProps) {
  const t = useTranslations();
  const format = useFormatter();
  const { current, reports, meta, forecast, isCurrent, found, pages, words, recognize } = preview;
  const ids = useId();
  const [newSlug, setNewSlug] = useState(freeSlug(preview));
  const [withComments, setWithComments] = useState(true);
  // A field for a missing detail stays in the form after it has been filled in.
  const fields = FIELDS.filter((field) => preview.missing.includes(field) || field in given);
  const accept = (event: FormEvent) => {
    event.preventDefault();
    onAccept(current ? preview.slug : newSlug, withComments);
  };
  const imprint = [meta.publisher, meta.place, meta.year].filter(Boolean).join(", ");

  return (
    <form onSubmit={accept} aria-labelledby={`${ids}-title`} className="mt-10">
      <h2
        ref={heading}
        id={`${ids}-title`}
        tabIndex={-1}
        className="font-semibold font-serif text-heading outline-none"
      >
        {t("add.previewTitle")}
      </h2>

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

      <Part title={t("add.which")}>
        <label htmlFor={`${ids}-which`} className="sr-only">
          {t("add.which")}
        </label>
        <Select id={`${ids}-which`} value={current ? preview.slug : ""} onChoose={(slug) => onWhich(slug || newSlug)}>
          <option value="">{t("add.newReport")}</option>
          {reports.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {t("add.editionOf", { title })}
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
              onChange={(event) => setNewSlug(event.target.value)}
            />
          </div>
        )}
      </Part>

      {forecast && <Impact forecast={forecast} />}

      {fields.length > 0 && (
        <Part title={t("add.given")} lead={t("add.givenHint")}>
          <GivenFields fields={fields} given={given} language={meta.language} onGive={onGive} />
        </Part>
      )}

      <FileComments comments={preview.comments} isTaken={withComments} onTake={setWithComments} />

      <Part title={t("add.review.title")} lead={t("add.review.lead")}>
        {recognize && (
          <div className="mb-4">
            <p>{t(`add.recognize.is.${recognize.read}`)}</p>
            <RecognitionChoice current={recognize.read} isBusy={isBusy} onChoose={onRecognize} />
          </div>
        )}
        <Review source={source} preview={preview} isBusy={isBusy} onCorrect={onCorrect} />
      </Part>

      <div className="mt-8 flex flex-wrap items-center gap-3">
        {!isCurrent && (
          <Button type="submit" aria-disabled={isBusy || undefined} variant="primary">
            {current ? t("add.accept") : t("add.acceptNew")}
          </Button>
        )}
        <Button onClick={onLeave}>{t("add.leave")}</Button>
      </div>
    </form>
  );
}

/** Finds an unused slug: the suggested one, with a number added if necessary. */
function freeSlug({ slug, reports }: EditionPreview): string {
  const taken = new Set(reports.map((report) => report.slug));
  let free = slug;
  for (let number = 2; taken.has(free); number++) free = `${slug.slice(0, 76)}-${number}`;
  return free;
}
