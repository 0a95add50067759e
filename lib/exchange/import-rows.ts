import "server-only";
import { type Actor, authorize } from "../accounts/policy";
import { hasSameWords } from "../anchoring/same-words";
import { COLOURS } from "../annotations/highlights/colours";
import type { ImportedHighlight, ImportedPlace, ImportedReply } from "../annotations/highlights/imports";
import { requireTags } from "../annotations/highlights/require-tags";
import { type Selector, selectorOf } from "../annotations/highlights/selector";
import { descriptionOf, noteBody } from "../annotations/rules";
import { storedTerms } from "../annotations/terms";
import type { SearchedText } from "./anchoring";
import type { Plan, PlannedNote, PlannedPlace, PlannedReply } from "./import-plan";
import { iriOf, isOwn, type PortableNote, type PortableReply } from "./portable";

/** The highlight to create for an imported note. */
export function highlightOf(
  actor: Actor,
  { entry, place, id, noteId, audience }: PlannedNote,
  known: SearchedText,
): ImportedHighlight {
  const { report, editionId, anchor, area } = place;
  const { createdAt, updatedAt } = timesOf(entry);
  const { selector, state } = area ? areaSelectorFor(anchor, known) : selectorFor(entry, anchor, known);
  return {
    permit: authorize(actor, "highlight.create", { report, authorId: actor.id, ...audience }),
    ...{ id, report, editionId, audience, selector, createdAt, updatedAt },
    area: area && { ...area, description: descriptionOf(area.description) },
    anchor: "start" in anchor ? { ...anchor, state } : anchor,
    ...provenanceOf(actor, entry, id),
    colour: entry.colour ?? COLOURS[0],
    tags: requireTags(entry.tags),
    note: entry.note && {
      id: noteId,
      body: noteBody(entry.note.body),
      createdAt,
      updatedAt: entry.note.modified ? past(entry.note.modified) : updatedAt,
      resolvedAt: entry.note.resolvedAt && past(entry.note.resolvedAt),
    },
  };
}

/**
 * The first selector of an imported highlight. If its quote is in the text, the selector is created from the text and
 * the highlight is anchored as if it had been created there. If the text has changed or is gone, the selector keeps the
 * original quote.
 */
function selectorFor({ quote }: PortableNote, anchor: PlannedNote["place"]["anchor"], { text, points }: SearchedText) {
  const { exact, prefix, suffix, position } = quote;
  const said = selectorOf(prefix + exact + suffix, prefix.length, prefix.length + exact.length);
  if (!("start" in anchor)) {
    const start = position === null ? 0 : points.toUnits(position);
    return { selector: { ...said, start, end: start } satisfies Selector, state: "anchored" as const };
  }
  const there = selectorOf(text, anchor.start, anchor.end);
  if (hasSameWords(exact, there.quote)) return { selector: there, state: "anchored" as const };
  return { selector: { ...said, start: anchor.start, end: anchor.end }, state: "changed" as const };
}

function areaSelectorFor(anchor: PlannedNote["place"]["anchor"], { text }: SearchedText) {
  const offset = "start" in anchor ? anchor.start : 0;
  return { selector: selectorOf(text, offset, offset), state: "anchored" as const };
}

/** The place for an existing highlight that is unplaced. */
export function importedPlaceOf(actor: Actor, { entry, place, to }: PlannedPlace, known: SearchedText): ImportedPlace {
  const { report, editionId, anchor } = place;
  const { selector, state } = selectorFor(entry, anchor, known);
  return {
    permit: authorize(actor, "highlight.edit", to),
    ...{ report, editionId, selector },
    anchor: "start" in anchor ? { ...anchor, state } : anchor,
  };
}

/** The replies to create. */
export function repliesOf(actor: Actor, { notes, replies }: Plan): ImportedReply[] {
  const created = new Map(notes.map(({ noteId, entry }) => [noteId, timesOf(entry).createdAt]));
  return replies.map(({ entry, id, report, to }: PlannedReply) => {
    const { createdAt, updatedAt } = timesOf(entry);
    const begin = to.createdAt ?? created.get(to.id) ?? createdAt;
    return {
      permit: authorize(actor, "reply.create", to),
      ...{ id, report, body: noteBody(entry.body, "reply"), updatedAt },
      // A reply cannot be older than its note. If it were, it would belong to an earlier note on the same highlight.
      createdAt: createdAt < begin ? begin : createdAt,
      ...provenanceOf(actor, entry, id),
    };
  });
}

/** Creation and modification times. */
function timesOf({ created, modified }: PortableNote | PortableReply) {
  const now = new Date();
  const createdAt = past(created ?? modified ?? now, now);
  const updatedAt = past(modified ?? createdAt, now);
  return { createdAt, updatedAt: updatedAt < createdAt ? createdAt : updatedAt };
}

/** Replaces a time in the future with the current time. */
function past(time: Date, now = new Date()): Date {
  return time > now ? now : time;
}

function provenanceOf(actor: Actor, entry: PortableNote | PortableReply, id: string) {
  const { iri, name } = (isOwn(actor, entry) ? null : entry.creator) ?? { iri: null, name: null };
  return {
    importedFrom: entry.iri === iriOf(id) ? null : entry.iri,
    creatorIri: iri,
    creatorName: name,
    importedTerms: storedTerms(entry.terms),
  };
}
