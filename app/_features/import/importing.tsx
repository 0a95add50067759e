"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { words } from "@/app/_messages/en";
import { Button } from "@/app/_ui/button";
import { FileChoice } from "@/app/_ui/file-choice";
import { FormProblem } from "@/app/_ui/form-problem";
import { SelectField } from "@/app/_ui/select";
import { showToast } from "@/app/_ui/toasts";
import type { ImportFile, ImportOutcome } from "@/lib/exchange/schemas";
import { Outcomes } from "./outcomes";
import { type ImportChoice, useImporting } from "./use-importing";
import type { Busy } from "./use-preview-upload";

interface ImportingProps {
  /** Reports in which the words of other documents can be looked for. */
  reports: readonly { slug: string; title: string }[];
}

/** Chooses a file, shows what would come of it, and imports it or leaves it. */
export function Importing({ reports }: ImportingProps) {
  const importing = useImporting();
  const { file, choice, preview, done, busy, problem } = importing;
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
    showToast({ title: words.imports.left });
  };

  return (
    <>
      <FileChoice
        accept=".json,.jsonld,application/json,application/ld+json"
        kinds={words.imports.kinds}
        hasFile={file !== null}
        isDisabled={isImporting}
        button={button}
        onChoose={(chosen) => void importing.choose(chosen)}
        onProblem={importing.fail}
      />
      <p role="status" className="mt-4 text-muted empty:hidden">
        {busy === "reading" && file && words.add.reading(file.name)}
        {isImporting && words.imports.importing}
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
          <Heading ref={heading} outcome={preview} title={words.imports.previewTitle} />
          <Advice
            outcome={preview}
            chosen={reports.find(({ slug }) => slug === choice.report)?.title ?? null}
            onUse={(report) => void importing.change({ report })}
          />
          <Outcomes outcome={preview} />
          <Decision outcome={preview} busy={busy} onAccept={() => void importing.accept()} onLeave={leave} />
        </section>
      )}
      {done && (
        <section className="mt-8">
          <Heading ref={heading} outcome={done} title={words.imports.doneTitle} />
          <Outcomes outcome={done} />
          <Link
            href="/notes"
            className="mt-6 inline-flex min-h-11 items-center text-accent underline underline-offset-4"
          >
            {words.imports.toNotes}
          </Link>
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
  return (
    <>
      <h2 ref={ref} tabIndex={-1} className="font-semibold font-serif text-heading outline-none">
        {title}
      </h2>
      <p className="text-muted">{words.imports.formats[outcome.format]}</p>
    </>
  );
}

interface AdviceProps {
  outcome: ImportOutcome;
  /** Title of the report in which passages of other documents are looked for; null where they are left out. */
  chosen: string | null;
  onUse(report: string): void;
}

/** What to do where the file holds less than there is, or where the words are in another report than the one that is chosen. */
function Advice({ outcome: { missing, isWrongReport, better }, chosen, onUse }: AdviceProps) {
  const text = words.imports;
  const isWrong = isWrongReport && chosen !== null;
  if (missing === 0 && !isWrong && !better) return null;
  return (
    <div className="mt-4 rounded border border-line px-4 py-3">
      {missing > 0 && <p>{text.missing(missing)}</p>}
      {isWrong && <p className="font-semibold">{text.wrongReport(chosen)}</p>}
      {isWrong && !better && <p>{text.noBetter}</p>}
      {better && (
        <>
          <p>{text.better(better.found, better.sought, better.title)}</p>
          <Button onClick={() => onUse(better.slug)} className="mt-2">
            {text.takeBetter(better.title)}
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

function Choices({ choice, reports, isDisabled, onChange }: ChoicesProps) {
  const text = words.imports;
  return (
    <div className="mt-6 grid gap-x-6 gap-y-4 md:grid-cols-2">
      <SelectField
        label={text.visibility}
        value={choice.visibility}
        disabled={isDisabled}
        onChoose={(value) => onChange({ visibility: value as ImportFile["visibility"] })}
      >
        {Object.entries(text.visibilities).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={text.report}
        value={choice.report ?? ""}
        disabled={isDisabled}
        onChoose={(value) => onChange({ report: value || null })}
      >
        <option value="">{text.noReport}</option>
        {reports.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {text.inReport(title)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

interface DecisionProps {
  outcome: ImportOutcome;
  busy: Busy | null;
  onAccept(): void;
  onLeave(): void;
}

function Decision({ outcome: { counts }, busy, onAccept, onLeave }: DecisionProps) {
  const wanted = counts.new + counts.ambiguous + counts.orphan + counts.placed;
  return (
    <div className="mt-8 flex flex-wrap items-center gap-3">
      {wanted > 0 ? (
        <Button aria-disabled={busy !== null || undefined} onClick={onAccept} variant="primary">
          {words.imports.accept(wanted)}
        </Button>
      ) : (
        <p>{words.imports.nothing}</p>
      )}
      <Button aria-disabled={busy === "taking" || undefined} onClick={onLeave}>
        {words.imports.leave}
      </Button>
    </div>
  );
}
