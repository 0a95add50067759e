import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { CONTROL, Field } from "@/app/_ui/field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { MAX_INTRODUCTION, MAX_TITLE } from "@/lib/sharing/limits";
import type { Collection } from "./use-collection";

/** The title and introduction of a collection. */
export function CollectionText({ collection: { view, change } }: { collection: Collection }) {
  const t = useTranslations();
  const id = useId();
  /** Unsaved input. */
  const [typed, setTyped] = useState<{ title?: string; introduction?: string }>({});
  const [isSaved, setSaved] = useState(false);
  const { title, introduction } = { ...view, ...typed };
  const isChanged = title !== view.title || introduction !== view.introduction;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged || !(await change(typed))) return;
    setSaved(true);
    // Keep any text that was typed during the request.
    setTyped((now) => (now === typed ? {} : now));
  };

  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="mt-6 flex flex-col gap-4">
      <Field
        label={t("collections.titleLabel")}
        value={title}
        maxLength={MAX_TITLE}
        onChange={({ target }) => setTyped({ ...typed, title: target.value })}
      />
      <div>
        <label htmlFor={id} className="mb-1 block font-semibold">
          {t("collections.introduction")}
        </label>
        <textarea
          id={id}
          value={introduction}
          rows={4}
          maxLength={MAX_INTRODUCTION}
          aria-describedby={`${id}-how`}
          onChange={({ target }) => setTyped({ ...typed, introduction: target.value })}
          className={`${CONTROL} field-sizing-content min-h-24 py-2`}
        />
        <p id={`${id}-how`} className="mt-1 text-muted text-small">
          {t("collections.introductionHow")}
        </p>
      </div>
      <p className="flex flex-wrap items-center gap-x-3">
        <SubmitButton aria-disabled={!isChanged || undefined}>{t("collections.save")}</SubmitButton>
        <span role="status" className="text-muted text-small">
          {isChanged ? t("collections.unsaved") : isSaved ? t("collections.saved") : ""}
        </span>
      </p>
    </form>
  );
}
