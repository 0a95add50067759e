"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import type { Translate } from "@/app/_messages/translate";
import { Select } from "@/app/_ui/select";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import { VISIBILITIES } from "@/lib/annotations/limits";
import { type NoteFilter, type NoteOptions, type Option, STATES } from "@/lib/annotations/notes/note-filter";
import { colourSaid } from "./colour-said";
import { useColourNames } from "./use-colour-names";

interface FilterFieldsProps {
  filter: NoteFilter;
  options: NoteOptions;
  onChange(change: Partial<NoteFilter>): void;
  /** Additional form fields. */
  children?: ReactNode;
}

/** Select elements for the properties by which notes can be filtered. */
export function FilterFields({ filter, options, onChange, children }: FilterFieldsProps) {
  const t = useTranslations();
  const [nameOf] = useColourNames();
  return (
    <div className="flex flex-col gap-2">
      {children}
      <Choice
        label={t("notes.filter.person")}
        any={t("notes.filter.anyPerson")}
        value={filter.person}
        onChange={(person) => onChange({ person })}
      >
        {options.people.map((option) => optionOf(t, option))}
      </Choice>
      <Choice
        label={t("notes.filter.colour")}
        any={t("notes.filter.anyColour")}
        value={filter.colour && String(filter.colour)}
        onChange={(value) => onChange({ colour: COLOURS.find((colour) => String(colour) === value) ?? null })}
      >
        {COLOURS.filter((colour) => options.colours.includes(colour) || colour === filter.colour).map((colour) => (
          <option key={colour} value={colour}>
            {colourSaid(t, colour, nameOf(colour))}
          </option>
        ))}
      </Choice>
      <Choice
        label={t("notes.filter.tag")}
        any={t("notes.filter.anyTag")}
        value={filter.tag}
        onChange={(tag) => onChange({ tag })}
      >
        {options.tags.map((option) => optionOf(t, option))}
      </Choice>
      <Choice
        label={t("notes.filter.state")}
        any={t("notes.filter.anyState")}
        value={filter.state}
        onChange={(value) => onChange({ state: STATES.find((state) => state === value) ?? null })}
      >
        {STATES.filter((state) => options.states.includes(state) || state === filter.state).map((state) => (
          <option key={state} value={state}>
            {t(`notes.filter.states.${state}`)}
          </option>
        ))}
      </Choice>
      <Choice
        label={t("notes.filter.visibility")}
        any={t("notes.filter.anyVisibility")}
        value={filter.visibility}
        onChange={(value) => onChange({ visibility: VISIBILITIES.find((each) => each === value) ?? null })}
      >
        {VISIBILITIES.map((value) => (
          <option key={value} value={value}>
            {t(`notes.visibility.${value}`)}
          </option>
        ))}
      </Choice>
    </div>
  );
}

function optionOf(t: Translate, { value, name, count }: Option<string>) {
  return (
    <option key={value} value={value}>
      {t("notes.filter.option", { name, count })}
    </option>
  );
}

interface ChoiceProps {
  label: string;
  /** Label of the empty option. */
  any: string;
  value: string | null;
  onChange(value: string | null): void;
  children: ReactNode;
}

/** A select with an empty option. */
export function Choice({ label, any, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[5rem_minmax(0,1fr)] items-center gap-2">
      <label htmlFor={id} className="text-muted text-small">
        {label}
      </label>
      <Select id={id} value={value ?? ""} onChoose={(chosen) => onChange(chosen || null)} isCompact>
        <option value="">{any}</option>
        {children}
      </Select>
    </div>
  );
}
