"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { CONTROL } from "@/app/_ui/field";
import { Select } from "@/app/_ui/select";
import { kindOfName, listedNames, type NameKind, shownName, type WrittenName, writtenName } from "@/lib/report/names";

interface NamesFieldProps {
  label: string;
  /** The names that the field contains at first. */
  given: readonly WrittenName[] | undefined;
  onGive(names: WrittenName[]): void;
}

/**
 * Field for authors or editors. It also asks whether each is a person or an organization, because they are formatted
 * differently in citations.
 */
export function NamesField({ label, given = [], onGive }: NamesFieldProps) {
  const t = useTranslations();
  const id = useId();
  /**
   * The names that the field contains at first, keyed by their display form, which doesn't separate the parts of a
   * name.
   */
  const [known] = useState<ReadonlyMap<string, WrittenName>>(new Map(given.map((name) => [shownName(name), name])));
  const [typed, setTyped] = useState([...known.keys()].join("\n"));
  /** The user's choices by name; for other names, the kind is guessed from the name. */
  const [chosen, setChosen] = useState<ReadonlyMap<string, NameKind>>(
    new Map([...known].map(([shown, name]) => [shown, kindOfName(name)])),
  );
  const names = namesIn(typed, known);
  const kindOf = (name: string, kinds = chosen) => kinds.get(name) ?? kindOfName(name);
  const give = (all: readonly string[], kinds = chosen) => {
    onGive(
      all.map((name) => {
        const before = known.get(name);
        const kind = kindOf(name, kinds);
        return before !== undefined && kindOfName(before) === kind ? before : writtenName(name, kind);
      }),
    );
  };

  return (
    <div className="md:col-span-2">
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        value={typed}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          setTyped(target.value);
          give(namesIn(target.value, known));
        }}
        className={`${CONTROL} h-auto py-2`}
      />
      <p id={`${id}-hint`} className="mt-1 text-muted text-small">
        {t("add.authors.hint")}
      </p>
      {names.length > 0 && (
        <ul aria-label={t("add.authors.kinds")} className="mt-3 grid gap-2">
          {names.map((name) => (
            <li key={name} className="flex items-center justify-between gap-4">
              <span className="wrap-anywhere min-w-0">{name}</span>
              <Select
                aria-label={t("add.authors.kindOf", { name })}
                value={kindOf(name)}
                onChoose={(value) => {
                  const kinds = new Map(chosen).set(name, value as NameKind);
                  setChosen(kinds);
                  give(names, kinds);
                }}
                className="w-44 shrink-0"
              >
                <option value="person">{t("add.authors.person")}</option>
                <option value="organisation">{t("add.authors.organisation")}</option>
              </Select>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/**
 * Splits the text into names and removes duplicates. A line may contain several, because people paste comma-separated
 * lists.
 *
 * @param known names that contain commas
 */
function namesIn(typed: string, known: ReadonlyMap<string, WrittenName>): string[] {
  return [...new Set(typed.split("\n").flatMap((line) => (known.has(line) ? [line] : listedNames(line))))];
}
