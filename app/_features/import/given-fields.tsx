"use client";

import { words } from "@/app/_messages/en";
import { Field } from "@/app/_ui/field";
import { SelectField } from "@/app/_ui/select";
import type { EditionPreview, Given } from "@/lib/library/edition-schemas";
import { AuthorsField } from "./authors-field";

export type GivenField = EditionPreview["missing"][number];

interface GivenFieldsProps {
  fields: readonly GivenField[];
  given: Given;
  /** What the importer takes for the language, where nobody has said it. */
  language?: EditionPreview["meta"]["language"];
  onGive(change: Given): void;
}

/** Asks for what a file does not say of its report. */
export function GivenFields({ fields, given, language, onGive }: GivenFieldsProps) {
  const { fields: names, languages, yearHint } = words.add;
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {fields.map((field) => {
        switch (field) {
          case "language":
            return (
              <SelectField
                key={field}
                label={names.language}
                value={given.language ?? language}
                onChoose={(value) => onGive({ language: value as keyof typeof languages })}
              >
                {Object.entries(languages).map(([value, name]) => (
                  <option key={value} value={value}>
                    {name}
                  </option>
                ))}
              </SelectField>
            );
          case "year":
            return (
              <Field
                key={field}
                label={names.year}
                hint={yearHint}
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
            return <AuthorsField key={field} given={given.authors} onGive={(authors) => onGive({ authors })} />;
          default:
            return (
              <Field
                key={field}
                label={names[field]}
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
