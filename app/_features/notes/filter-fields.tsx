"use client";

import { type ReactNode, useId } from "react";
import { words } from "@/app/_messages/en";
import { Select } from "@/app/_ui/select";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import { VISIBILITIES } from "@/lib/annotations/limits";
import { type NoteFilter, type NoteOptions, type Option, STATES } from "@/lib/annotations/notes/note-filter";
import { useColourNames } from "./use-colour-names";

interface FilterFieldsProps {
  filter: NoteFilter;
  options: NoteOptions;
  onChange(change: Partial<NoteFilter>): void;
  /** What else is to be chosen. */
  children?: ReactNode;
}

/** A list to choose from for each thing that notes are filtered by. */
export function FilterFields({ filter, options, onChange, children }: FilterFieldsProps) {
  const [nameOf] = useColourNames();
  const text = words.notes.filter;
  return (
    <div className="flex flex-col gap-2">
      {children}
      <Choice
        label={text.person}
        any={text.anyPerson}
        value={filter.person}
        onChange={(person) => onChange({ person })}
      >
        {options.people.map(optionOf)}
      </Choice>
      <Choice
        label={text.colour}
        any={text.anyColour}
        value={filter.colour && String(filter.colour)}
        onChange={(value) => onChange({ colour: COLOURS.find((colour) => String(colour) === value) ?? null })}
      >
        {COLOURS.filter((colour) => options.colours.includes(colour) || colour === filter.colour).map((colour) => (
          <option key={colour} value={colour}>
            {words.notes.colour(colour, nameOf(colour))}
          </option>
        ))}
      </Choice>
      <Choice label={text.tag} any={text.anyTag} value={filter.tag} onChange={(tag) => onChange({ tag })}>
        {options.tags.map(optionOf)}
      </Choice>
      <Choice
        label={text.state}
        any={text.anyState}
        value={filter.state}
        onChange={(value) => onChange({ state: STATES.find((state) => state === value) ?? null })}
      >
        {STATES.filter((state) => options.states.includes(state) || state === filter.state).map((state) => (
          <option key={state} value={state}>
            {text.states[state]}
          </option>
        ))}
      </Choice>
      <Choice
        label={text.visibility}
        any={text.anyVisibility}
        value={filter.visibility}
        onChange={(value) => onChange({ visibility: VISIBILITIES.find((each) => each === value) ?? null })}
      >
        {VISIBILITIES.map((value) => (
          <option key={value} value={value}>
            {words.notes.visibility[value]}
          </option>
        ))}
      </Choice>
    </div>
  );
}

function optionOf({ value, name, count }: Option<string>) {
  return (
    <option key={value} value={value}>
      {words.notes.filter.option(name, count)}
    </option>
  );
}

interface ChoiceProps {
  label: string;
  /** What is shown where nothing is chosen. */
  any: string;
  value: string | null;
  onChange(value: string | null): void;
  children: ReactNode;
}

/** A list to choose one thing from, or none. */
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
