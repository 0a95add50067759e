import "server-only";
import { type Actor, may, type Owned } from "../accounts/policy";
import type { Anchor } from "../anchoring/anchor";
import type { Area } from "../annotations/areas/area";
import { wordsOf } from "../annotations/areas/words";
import { NAMELESS } from "../annotations/attribution";
import type { Colour } from "../annotations/highlights/colours";
import { isOwnedBy } from "../annotations/highlights/id-owner";
import type { NamedHighlight, NamedReply } from "../annotations/highlights/imports";
import type { Audience } from "../annotations/rules";
import { type Problem, problem } from "../errors/problem";
import { bodyOf, hashOfAnnotation } from "./pdf/contents";
import { idIn, idsWithin, isOwn, type PortableNote, type PortableReply, type Refused, type Removed } from "./portable";
import type { ReadFile } from "./read-file";
import type { ImportFile, Outcome } from "./schemas";

/** The text that was searched for a note's quote, with the result. */
export interface Place {
  report: string;
  editionId: string;
  /** Whether the note names this report as its document. If not, the importing user chose the report. */
  isOwn: boolean;
  anchor: Anchor;
  /** Null unless the note marks an area that has a place here. */
  area: { area: Area; description: string } | null;
}

/** A note with its anchor; `place` is null if the note's document is not a report here. */
export type AnchoredNote = PortableNote & { place: Place | null };

export type AnchoredEntry = (AnchoredNote | PortableReply | Removed | Refused) & { line: number };

/** The outcome of an entry and the reason. */
export interface Planned extends Judgement {
  entry: ReadFile["entries"][number];
}

interface Judgement {
  outcome: Outcome;
  reason: Problem | null;
  /**
   * The entry's id in this instance, existing or newly assigned; null if the entry is not here, or only repeats another
   * entry of the file.
   */
  id: string | null;
  /** What was deleted from the file and is here: the words of a highlight, or the text of a reply. */
  here?: { words: string; isReply: boolean };
}

/** A note to import. */
export interface PlannedNote {
  entry: AnchoredNote;
  place: NonNullable<AnchoredNote["place"]>;
  id: string;
  noteId: string;
  audience: Audience;
}

/** A reply to import. Its note either exists already or is also being imported. */
export interface PlannedReply {
  entry: PortableReply;
  id: string;
  report: string;
  to: Owned & { id: string; createdAt: Date | null };
}

/** An existing unplaced highlight, and the place that has now been found for it. */
export interface PlannedPlace {
  entry: AnchoredNote;
  place: NonNullable<AnchoredNote["place"]>;
  to: Owned & { id: string };
}

/** A note or reply that is already here, and was changed or deleted in the file since it was exported. */
export interface PlannedEdit {
  /** Id of the highlight, and of the reply if it is one. */
  highlight: string;
  reply: string | null;
  /** The exported state (`hashOfAnnotation`), which must still be the current one. */
  base: string;
  /** Null if it was deleted. */
  to: { body: string; colour: Colour | null } | null;
}

export interface Plan {
  outcomes: Planned[];
  edits: PlannedEdit[];
  notes: PlannedNote[];
  places: PlannedPlace[];
  replies: PlannedReply[];
}

/** Existing rows to which names in the file refer. */
export interface There {
  highlights: readonly NamedHighlight[];
  replies: readonly NamedReply[];
  /** Ids of people in this instance that the file names as creators. */
  people: ReadonlySet<string>;
}

/** The note to which a reply is attached, and its report. */
type Parent = Pick<PlannedReply, "to" | "report">;

interface QueuedReply {
  entry: PortableReply;
  /** The index of the reply among the entries. */
  index: number;
}

/**
 * Maximum number of existing highlights for which one import can find a place. Each is a separate change, and other
 * writers have to wait for all of them.
 */
const MOST_PLACES = 1_000;
const TOO_MANY_PLACES = problem("entry.too-many-places", { max: MOST_PLACES });

export type PlanOptions = Pick<ImportFile, "visibility" | "deletions">;

/** Decides the outcome of each entry of a file. */
export class Planner {
  readonly #actor: Actor;
  readonly #visibility: ImportFile["visibility"];
  readonly #newId: () => string;
  readonly #there: Map<string, NamedHighlight>;
  readonly #thereReplies: Map<string, NamedReply>;
  readonly #takenIds: Set<string>;
  readonly #people: There["people"];
  /**
   * The file's notes, keyed by the names by which replies can refer to them. A note is either new or represented by its
   * existing counterpart.
   */
  readonly #parents = new Map<string, Parent | null>();
  /** The replies to process, and the replies that wait for an unknown parent, keyed by the parent's name. */
  readonly #queue: QueuedReply[] = [];
  readonly #waiting = new Map<string, QueuedReply[]>();
  readonly #seen = new Set<string>();
  /** Ids of existing highlights for which a place has been found. */
  readonly #placed = new Set<string>();
  readonly #plan: Plan = { outcomes: [], edits: [], notes: [], places: [], replies: [] };
  readonly #deletes: boolean;

  /** @param newId creates an id for an entry that cannot keep its own */
  constructor(actor: Actor, there: There, { visibility, deletions = false }: PlanOptions, newId: () => string) {
    this.#actor = actor;
    this.#visibility = visibility;
    this.#deletes = deletions;
    this.#newId = newId;
    // Rows that this user can't see are treated as absent, but their ids count as taken.
    const visible = there.highlights.filter((row) => may(actor, "highlight.read", row));
    const seen = there.replies.filter(({ note, ...reply }) => may(actor, "reply.read", { ...reply, repliedTo: note }));
    this.#there = byName(visible);
    this.#thereReplies = byName(seen);
    this.#people = there.people;
    this.#takenIds = new Set([...there.highlights, ...there.replies].map(({ id }) => id));
  }

  plan(told: readonly AnchoredEntry[]): Plan {
    const entries = told.map((entry) => this.#attributed(entry)).filter((entry) => !this.#isGone(entry));
    const outcomes = entries.map((entry) => {
      if (entry.kind === "note") return this.#note(entry);
      return entry.kind === "removed" ? this.#removed(entry) : null;
    });
    this.#replies(entries, outcomes);
    this.#plan.outcomes = entries.map((entry, index) => {
      const refused = "reason" in entry ? judge(entry.kind, entry.reason) : null;
      return { entry, ...(outcomes[index] ?? refused ?? NO_PARENT) };
    });
    return this.#plan;
  }

  /**
   * A file can name any member as its creator. Only the importing user's own id can be verified, so other people are
   * credited only by name.
   */
  #attributed(entry: AnchoredEntry): AnchoredEntry {
    const iri = "creator" in entry ? entry.creator?.iri : null;
    if (!iri || !("creator" in entry) || isOwn(this.#actor, entry)) return entry;
    if (!idsWithin(iri).some((id) => this.#people.has(id))) return entry;
    return { ...entry, creator: { iri: null, name: entry.creator?.name ?? NAMELESS } };
  }

  #note(entry: AnchoredNote): Judgement {
    const there = this.#find(entry, this.#there);
    if (there) return this.#known(entry, there);
    if (this.#isSecond(entry)) return judge("duplicate");
    const { place } = entry;
    if (!place) return judge("elsewhere", problem("entry.source", { source: entry.source }));
    if (entry.markedArea && !place.area) return judge("unsupported", problem("entry.area"));
    const audience = this.#audienceOf(entry);
    if (!may(this.#actor, "highlight.create", { report: place.report, authorId: this.#actor.id, ...audience })) {
      return judge("forbidden", problem("entry.no-highlights"));
    }
    const [id, noteId] = [this.#idFor(entry), this.#newId()];
    this.#plan.notes.push({ entry, place, id, noteId, audience });
    const to = { id: noteId, report: place.report, authorId: this.#actor.id, ...audience, createdAt: null };
    this.#nameParent(entry, entry.note && { to, report: place.report });
    const { state } = place.anchor;
    return judgeHere(state === "ambiguous" || state === "orphan" ? state : "new", id);
  }

  /**
   * Existing highlights stay unchanged, with one exception. A highlight that has never been placed is placed now, so
   * that an import into the wrong report can be corrected. If its quote is ambiguous in the other report, the highlight
   * moves there unplaced, to be attached manually.
   */
  #known(entry: AnchoredNote, there: NamedHighlight): Judgement {
    if (there.deletedAt) {
      this.#nameParent(entry, null);
      return judge(
        "forbidden",
        problem(there.deletedById === this.#actor.id ? "entry.deleted-by-you" : "entry.deleted"),
      );
    }
    const { place } = entry;
    const isFound = place !== null && "start" in place.anchor;
    const isInOther =
      place?.anchor.state === "ambiguous" &&
      there.report !== place.report &&
      there.placements.every(({ state }) => state === "orphan");
    const isPlaceable =
      !entry.markedArea &&
      (isFound || isInOther) &&
      there.authorId === this.#actor.id &&
      there.placements.every(({ start }) => start === null) &&
      may(this.#actor, "highlight.edit", there) &&
      !this.#placed.has(there.id);
    const isTooMany = isPlaceable && this.#placed.size >= MOST_PLACES;
    const isPlaced = isPlaceable && !isTooMany;
    this.#nameParent(entry, this.#standing(there.note, isPlaced ? { ...there, report: place.report } : there));
    const edited = isPlaced ? null : this.#editedNote(entry, there);
    if (edited) return edited;
    if (!isPlaced) return { ...judgeHere("duplicate", there.id), reason: isTooMany ? TOO_MANY_PLACES : null };
    this.#placed.add(there.id);
    this.#plan.places.push({ entry, place, to: there });
    return judgeHere(isFound ? "placed" : "ambiguous", there.id);
  }

  #editedNote({ base, note, colour }: AnchoredNote, there: NamedHighlight): Judgement | null {
    if (base === undefined) return null;
    const own = this.#noteOf(there);
    const isAllowed = may(this.#actor, "highlight.edit", there) && (!own || may(this.#actor, "note.edit", own));
    const to = { body: note?.body ?? "", colour: colour ?? (there.colour as Colour) };
    return this.#edit({ highlight: there.id, reply: null, base, to }, hashOfHighlight(there, own), isAllowed);
  }

  #editedReply({ base, body }: PortableReply, there: NamedReply): Judgement | null {
    if (base === undefined) return null;
    const edit = { highlight: there.note.highlightId, reply: there.id, base, to: { body, colour: null } };
    return this.#edit(
      edit,
      hashOfAnnotation(bodyOf(there), null),
      may(this.#actor, "reply.edit", { ...there, repliedTo: there.note }),
    );
  }

  /** Whether an entry was deleted from the file, and isn't here either. */
  #isGone(entry: AnchoredEntry): boolean {
    if (entry.kind !== "removed") return false;
    const id = idIn(entry.iri) ?? "";
    const row = this.#there.get(id) ?? this.#thereReplies.get(id);
    return !row || row.deletedAt !== null;
  }

  #removed({ iri, base }: Removed): Judgement | null {
    const id = idIn(iri) ?? "";
    const highlight = this.#there.get(id);
    if (highlight) {
      const now = hashOfHighlight(highlight, this.#noteOf(highlight));
      const edit = { highlight: id, reply: null, base, to: null };
      const judgement = this.#edit(edit, now, may(this.#actor, "highlight.delete", highlight));
      return judgement && { ...judgement, here: { words: wordsOf(highlight), isReply: false } };
    }
    const reply = this.#thereReplies.get(id)!;
    const edit = { highlight: reply.note.highlightId, reply: id, base, to: null };
    const isAllowed = may(this.#actor, "reply.delete", { ...reply, repliedTo: reply.note });
    const judgement = this.#edit(edit, hashOfAnnotation(bodyOf(reply), null), isAllowed);
    return judgement && { ...judgement, here: { words: reply.body, isReply: true } };
  }

  /**
   * Judges a change that was made in the file. If the same was also changed here, nothing is done, because one of the
   * changes would be lost.
   *
   * @param now a hash of the current state here
   * @returns null if nothing was changed in the file, or if the same change was made here
   */
  #edit(edit: PlannedEdit, now: string, isAllowed: boolean): Judgement | null {
    const { highlight, reply, base, to } = edit;
    const said = to && hashOfAnnotation(to.body, to.colour);
    if (said === base || said === now) return null;
    if (now !== base) return judge("conflict");
    if (!isAllowed) return judge("forbidden", problem(to ? "entry.changed-in-file" : "entry.deleted-in-file"));
    if (to || this.#deletes) this.#plan.edits.push(edit);
    return judgeHere(to ? "changed" : "deleted", reply ?? highlight);
  }

  /** The note on a highlight, if there is one and this user can see it. */
  #noteOf({ note }: NamedHighlight): NonNullable<NamedHighlight["note"]> | null {
    return note && !note.deletedAt && may(this.#actor, "note.read", note) ? note : null;
  }

  /** A reply can precede its parent in the file, in which case it waits until the parent's name is known. */
  #replies(entries: readonly AnchoredEntry[], outcomes: (Judgement | null)[]): void {
    for (const [index, entry] of entries.entries()) if (entry.kind === "reply") this.#queue.push({ entry, index });
    // The queue grows during iteration, because replies are appended when their parent becomes known.
    for (const queued of this.#queue) {
      const { entry, index } = queued;
      outcomes[index] = this.#reply(entry);
      if (outcomes[index]) continue;
      const others = this.#waiting.get(entry.to);
      if (others) others.push(queued);
      else this.#waiting.set(entry.to, [queued]);
    }
    // The parents of these replies are unknown, but another copy of the same reply may have been attached to a known
    // parent.
    for (const { entry, index } of [...this.#waiting.values()].flat()) outcomes[index] = this.#reply(entry);
  }

  /** @returns null if the parent of the reply is not known (yet) */
  #reply(entry: PortableReply): Judgement | null {
    const there = this.#find(entry, this.#thereReplies);
    if (there) {
      const parent = this.#standing(there.note, there.note.highlight);
      this.#nameParent(entry, parent);
      if (there.deletedAt || !parent) return judge("forbidden", problem("entry.deleted"));
      return this.#editedReply(entry, there) ?? judgeHere("duplicate", there.id);
    }
    if (this.#seen.has(entry.iri)) return judge("duplicate");
    const named = this.#parents.get(entry.to);
    const parent = named === undefined ? this.#parentHere(entry.to) : named;
    if (parent === undefined) return null;
    this.#isSecond(entry);
    this.#nameParent(entry, parent);
    if (parent === null) return judge("unsupported", problem("entry.no-note"));
    if (!may(this.#actor, "reply.create", parent.to)) {
      return judge("forbidden", problem("entry.no-replies"));
    }
    const id = this.#idFor(entry);
    this.#plan.replies.push({ entry, id, report: parent.report, to: parent.to });
    return judgeHere("new", id);
  }

  /** A parent that is not in the file may already exist in this instance. */
  #parentHere(name: string): Parent | null | undefined {
    const id = idIn(name);
    const highlight = this.#there.get(name) ?? (id ? this.#there.get(id) : undefined);
    if (highlight) return this.#standing(highlight.note, highlight);
    const reply = this.#thereReplies.get(name) ?? (id ? this.#thereReplies.get(id) : undefined);
    return reply && this.#standing(reply.note, reply.note.highlight);
  }

  /**
   * The note to which replies can be attached; null if there is none, if this user isn't allowed to see it, or if it or
   * its highlight is deleted.
   */
  #standing(note: NamedHighlight["note"], { report, deletedAt }: NamedReply["note"]["highlight"]): Parent | null {
    return note && !note.deletedAt && !deletedAt && may(this.#actor, "note.read", note) ? { to: note, report } : null;
  }

  #find<T>({ iri, alias }: PortableNote | PortableReply, there: ReadonlyMap<string, T>): T | undefined {
    const ids = [idIn(iri), alias === null ? null : idIn(alias)];
    return [iri, ...ids].map((name) => (name === null ? undefined : there.get(name))).find((row) => row !== undefined);
  }

  #isSecond({ iri }: PortableNote | PortableReply): boolean {
    const isSecond = this.#seen.has(iri);
    this.#seen.add(iri);
    return isSecond;
  }

  #nameParent({ iri, alias }: PortableNote | PortableReply, parent: Parent | null) {
    for (const name of [iri, alias]) {
      if (name === null) continue;
      this.#parents.set(name, parent);
      for (const queued of this.#waiting.get(name) ?? []) this.#queue.push(queued);
      this.#waiting.delete(name);
    }
  }

  /**
   * The entry's own id, if it belongs to this user (`idOwnedBy`) and is free. Any other entry gets a new id, even if
   * its own is free. Otherwise, the response would reveal that a hidden row exists.
   */
  #idFor({ iri, alias }: PortableNote | PortableReply): string {
    const own = idIn(iri) ?? (alias === null ? null : idIn(alias));
    const id = own !== null && isOwnedBy(this.#actor.id, own) && !this.#takenIds.has(own) ? own : this.#newId();
    this.#takenIds.add(id);
    return id;
  }

  /** If the user is not a member of the group, the audience becomes "only me". */
  #audienceOf({ audience }: PortableNote): Audience {
    if (this.#visibility !== "file") return { visibility: this.#visibility, groupId: null };
    const { visibility, groupId } = audience ?? ONLY_ME;
    if (visibility !== "group") return { visibility, groupId: null };
    return groupId !== null && this.#actor.groupIds.includes(groupId) ? { visibility, groupId } : ONLY_ME;
  }
}

function hashOfHighlight({ colour }: NamedHighlight, note: NamedHighlight["note"]): string {
  return hashOfAnnotation(note ? bodyOf(note) : "", colour);
}

const ONLY_ME: Audience = { visibility: "private", groupId: null };

const NO_PARENT = judge("unsupported", problem("entry.no-parent"));

function judge(outcome: Outcome, reason: Problem | null = null): Judgement {
  return { outcome, reason, id: null };
}

function judgeHere(outcome: Outcome, id: string): Judgement {
  return { outcome, reason: null, id };
}

/** Rows, keyed by their ids and by the IRIs with which they were imported. */
function byName<T extends { id: string; importedFrom: string | null }>(rows: readonly T[]): Map<string, T> {
  const names = new Map(rows.map((row) => [row.id, row]));
  for (const row of rows) if (row.importedFrom !== null) names.set(row.importedFrom, row);
  return names;
}
