/** Which notes are shown where not all are. The browser asks it too. */

import { COLOURS, type Colour } from "../highlights/colours";
import { tagKey } from "../highlights/tags";
import type { HighlightView, Visibility } from "../schemas";

/** How a note stands: what became of it, or of its passage. */
export const STATES = ["open", "resolved", "bare", "moved", "changed", "unplaced"] as const;
type NoteState = (typeof STATES)[number];

/** Which highlights are shown; null where it does not matter. */
export interface NoteFilter {
  /** The id of who marked it. */
  person: string | null;
  colour: Colour | null;
  /** As `tagKey` says it. */
  tag: string | null;
  state: NoteState | null;
  visibility: Visibility | null;
}

export const NO_FILTER: NoteFilter = { person: null, colour: null, tag: null, state: null, visibility: null };

/** What of a highlight a filter looks at. */
type Filtered = Pick<HighlightView, "author" | "colour" | "tags" | "state" | "visibility" | "note">;

/** How many of the aspects of a filter are chosen. */
export function chosenIn(filter: Partial<NoteFilter>): number {
  return Object.values(filter).filter((value) => value != null).length;
}

/** Whether a highlight is one of those that are asked for. */
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

/** Something to choose, and how many highlights have it. */
export interface Option<T> {
  value: T;
  name: string;
  count: number;
}

export interface NoteOptions {
  people: Option<string>[];
  tags: Option<string>[];
  /** These have names of their own in the interface. */
  colours: Colour[];
  states: NoteState[];
}

/** What there is to choose from among some highlights: people and tags in order of the alphabet. */
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
