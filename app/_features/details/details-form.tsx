"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { explain, fetchJson, RequestError, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { Button, buttonClass } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { FormProblem } from "@/app/_ui/form-problem";
import { SelectField } from "@/app/_ui/select";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { DetailsChange, DetailsView } from "@/lib/library/details-schemas";
import { LANGUAGES, STATUSES } from "@/lib/report/details";
import { NamesField } from "./names-field";
import { TopicsField } from "./topics-field";

type Edited = Omit<DetailsChange, "version">;

const TEXTS = ["title", "publisher", "place", "date"] as const;

/**
 * The differences between the form and the details. The form is read when it is submitted, because its fields may be
 * filled in before the page is hydrated.
 */
function changesIn(form: HTMLFormElement, details: DetailsView): Edited {
  const data = new FormData(form);
  const edited: Edited = {};
  for (const name of TEXTS) {
    const text = String(data.get(name) ?? "");
    if (text !== (details[name] ?? "")) edited[name] = text;
  }
  const language = LANGUAGES.find((each) => each === data.get("language"));
  if (language !== details.language) edited.language = language;
  const status = STATUSES.find((each) => each === data.get("status"));
  if (status !== details.status) edited.status = status;
  return edited;
}

/** Edits a report's details. Only changed fields are sent, so that other people's changes to other fields are kept. */
export function DetailsForm({
  details: given,
  offeredTopics,
}: {
  details: DetailsView;
  offeredTopics: readonly string[];
}) {
  const t = useTranslations();
  // The page re-renders when someone else saves. The fields keep the values they were opened with, so the version must
  // stay the same too.
  const [details] = useState(given);
  const { slug, version } = details;
  const form = useRef<HTMLFormElement>(null);
  const [lists, setLists] = useState<Pick<Edited, "authors" | "editors" | "topics">>({});
  const [problem, setProblem] = useState("");
  const [isConflict, setConflict] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const give = (list: typeof lists) => setLists((before) => ({ ...before, ...list }));
  const address = `/api/reports/${slug}`;

  const save = async (readVersion: () => Promise<number>) => {
    if (isBusy || !form.current) return;
    const change = { ...changesIn(form.current, details), ...lists };
    setBusy(true);
    setProblem("");
    setConflict(false);
    try {
      await withReauthentication(async () => {
        const body: DetailsChange = { ...change, version: await readVersion() };
        return sendJson<DetailsView>("PATCH", address, body);
      });
      // A full page load is needed, because client-side navigation doesn't load the report's text.
      window.location.assign(`/r/${slug}`);
    } catch (error) {
      setProblem(explain(t, error));
      setConflict(error instanceof RequestError && error.code === "conflict");
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(async () => version);
  };
  const saveOver = () => save(async () => (await fetchJson<DetailsView>(address)).version);

  return (
    <form ref={form} method="post" onSubmit={submit} className="grid gap-5 md:grid-cols-2">
      <div className="md:col-span-2">
        <Field label={t("add.fields.title")} required maxLength={300} defaultValue={details.title} name="title" />
      </div>
      <NamesField label={t("add.fields.authors")} given={details.authors} onGive={(authors) => give({ authors })} />
      <NamesField label={t("details.editors")} given={details.editors} onGive={(editors) => give({ editors })} />
      <Field
        label={t("add.fields.publisher")}
        maxLength={300}
        defaultValue={details.publisher ?? ""}
        name="publisher"
      />
      <Field label={t("add.fields.place")} maxLength={300} defaultValue={details.place ?? ""} name="place" />
      <Field
        label={t("details.date")}
        hint={t("details.dateHint")}
        maxLength={10}
        defaultValue={details.date ?? ""}
        name="date"
      />
      <SelectField label={t("add.fields.language")} defaultValue={details.language} name="language">
        {LANGUAGES.map((each) => (
          <option key={each} value={each}>
            {t(`add.languages.${each}`)}
          </option>
        ))}
      </SelectField>
      <SelectField label={t("details.status")} defaultValue={details.status} name="status">
        {STATUSES.map((each) => (
          <option key={each} value={each}>
            {t(`details.statuses.${each}`)}
          </option>
        ))}
      </SelectField>
      <TopicsField given={details.topics} offered={offeredTopics} onGive={(topics) => give({ topics })} />
      <div className="md:col-span-2">
        <FormProblem>{problem}</FormProblem>
        {isConflict && (
          <div className="mt-2 flex flex-wrap gap-2">
            <Button onClick={() => window.location.reload()}>{t("details.loadTheirs")}</Button>
            <Button onClick={() => void saveOver()}>{t("details.saveMine")}</Button>
          </div>
        )}
        <div className="mt-6 flex flex-wrap gap-2">
          <SubmitButton variant="primary" aria-disabled={isBusy || undefined}>
            {t("details.save")}
          </SubmitButton>
          <a href={`/r/${slug}`} className={buttonClass("quiet")}>
            {t("details.cancel")}
          </a>
        </div>
      </div>
    </form>
  );
}
