/** Filters for notes. Shared with the browser. */

import { COLOURS, type Colour } from "../highlights/colours";
import { tagKey } from "../highlights/tags";
import type { HighlightView, Visibility } from "../schemas";

/** The states to filter by, either of the note or of its passage in the text. */
export const STATES = ["open", "resolved", "bare", "moved", "changed", "unplaced"] as const;
type NoteState = (typeof STATES)[number];

/** Criteria that a highlight must meet; null matches everything. */
export interface NoteFilter {
  /** The id of the author. */
  person: string | null;
  colour: Colour | null;
  /** A `tagKey`. */
  tag: string | null;
  state: NoteState | null;
  visibility: Visibility | null;
}

export const NO_FILTER: NoteFilter = { person: null, colour: null, tag: null, state: null, visibility: null };

/** The fields of a highlight that a filter checks. */
type Filtered = Pick<HighlightView, "author" | "colour" | "tags" | "state" | "visibility" | "note">;

/** The number of active criteria in a filter. */
export function chosenIn(filter: Partial<NoteFilter>): number {
  return Object.values(filter).filter((value) => value != null).length;
}

/** Whether a highlight matches a filter. */
export function isAskedFor(filter: NoteFilter, highlight: Filtered): boolean {
  const { person, colour, tag, state, visibility } = filter;
  return (
    (person === null || highlight.author.id === person) &&
    (colour === null || highlight.colour === colour) &&
    (tag === null || highlight.tags.some((each) => tagKey(each) === tag)) &&
    (state === null || isIn(state, highlight)) &&
    (visibility === null || highlight.visibility === visibility)
  );
}

function isIn(state: NoteState, { note, state: place }: Filtered): boolean {
  switch (state) {
    case "open":
      return note !== null && note.resolved === null;
    case "resolved":
      return note?.resolved != null;
    case "bare":
      return note === null;
    case "moved":
    case "changed":
      return place === state;
    case "unplaced":
      return place === "ambiguous" || place === "orphan";
  }
}

/** A filter option and the number of highlights that have it. */
export interface Option<T> {
  value: T;
  name: string;
  count: number;
}

export interface NoteOptions {
  people: Option<string>[];
  tags: Option<string>[];
  /** Only the values of these options, because the interface has its own names for them. */
  colours: Colour[];
  states: NoteState[];
}

/** The filter options for these highlights; people and tags in alphabetical order. */
export function optionsAmong(highlights: readonly Filtered[]): NoteOptions {
  const people = new Map<string, Option<string>>();
  const tags = new Map<string, Option<string>>();
  for (const { author, tags: own } of highlights) {
    count(people, author.id, author.name);
    for (const tag of own) count(tags, tagKey(tag), tag);
  }
  return {
    people: inOrder(people),
    tags: inOrder(tags),
    colours: COLOURS.filter((colour) => highlights.some((highlight) => highlight.colour === colour)),
    states: STATES.filter((state) => highlights.some((highlight) => isIn(state, highlight))),
  };
}

function count(options: Map<string, Option<string>>, value: string, name: string): void {
  const option = options.get(value);
  if (option) option.count += 1;
  else options.set(value, { value, name, count: 1 });
}

function inOrder(options: ReadonlyMap<string, Option<string>>): Option<string>[] {
  return [...options.values()].sort((a, b) => a.name.localeCompare(b.name));
}
