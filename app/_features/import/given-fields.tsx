"use client";

import { useTranslations } from "next-intl";
import { NamesField } from "@/app/_features/details";
import { Field } from "@/app/_ui/field";
import { SelectField } from "@/app/_ui/select";
import type { EditionPreview, Given } from "@/lib/library/edition-schemas";
import { LANGUAGES } from "@/lib/report/details";

export type GivenField = EditionPreview["missing"][number];

interface GivenFieldsProps {
  fields: readonly GivenField[];
  given: Given;
  /** The language detected by the importer, if the file doesn't specify one. */
  language?: EditionPreview["meta"]["language"];
  onGive(change: Given): void;
}

/** Fields for details that the file doesn't contain. */
export function GivenFields({ fields, given, language, onGive }: GivenFieldsProps) {
  const t = useTranslations();
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {fields.map((field) => {
        switch (field) {
          case "language":
            return (
              <SelectField
                key={field}
                label={t("add.fields.language")}
                value={given.language ?? language}
                onChoose={(value) => onGive({ language: LANGUAGES.find((each) => each === value) })}
              >
                {LANGUAGES.map((each) => (
                  <option key={each} value={each}>
                    {t(`add.languages.${each}`)}
                  </option>
                ))}
              </SelectField>
            );
          case "year":
            return (
              <Field
                key={field}
                label={t("add.fields.year")}
                hint={t("add.yearHint")}
                inputMode="numeric"
                pattern="[12][0-9]{3}"
                maxLength={4}
                defaultValue={given.year}
                onChange={({ target }) =>
                  onGive({ year: /^[12]\d{3}$/u.test(target.value) ? Number(target.value) : undefined })
                }
              />
            );
          case "authors":
            return (
              <NamesField
                key={field}
                label={t("add.fields.authors")}
                given={given.authors}
                onGive={(authors) => onGive({ authors: authors.length > 0 ? authors : undefined })}
              />
            );
          default:
            return (
              <Field
                key={field}
                label={t(`add.fields.${field}`)}
                maxLength={300}
                required={field === "title"}
                defaultValue={given[field]}
                onChange={({ target }) => onGive({ [field]: target.value.trim() || undefined })}
              />
            );
        }
      })}
    </div>
  );
}
