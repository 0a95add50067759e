import "server-only";
import { type Actor, may, type Owned } from "../accounts/policy";
import type { Anchor } from "../anchoring/anchor";
import { NAMELESS } from "../annotations/attribution";
import { isOwnedBy } from "../annotations/highlights/id-owner";
import type { NamedHighlight, NamedReply } from "../annotations/highlights/imports";
import type { Audience } from "../annotations/rules";
import { idIn, idsWithin, isOwn, type PortableNote, type PortableReply, type Refused } from "./portable";
import type { ReadFile } from "./read-file";
import type { ImportFile, Outcome } from "./schemas";

/** Where the words of a note were looked for, and found. */
interface Place {
  report: string;
  editionId: string;
  /** Whether the note says that it is about this report; else it was looked for where somebody has chosen. */
  isOwn: boolean;
  anchor: Anchor;
}

/** A note and where its words were found; null where it is about no report here. */
export type AnchoredNote = PortableNote & { place: Place | null };

export type AnchoredEntry = (AnchoredNote | PortableReply | Refused) & { line: number };

/** What is to become of an entry, and why. */
export interface Planned extends Judgement {
  entry: ReadFile["entries"][number];
}

interface Judgement {
  outcome: Outcome;
  reason: string | null;
  /** The id that it has here, or will have; null where it is not here, or was nothing but a repetition within the file. */
  id: string | null;
}

/** What a note that is to be imported becomes. */
export interface PlannedNote {
  entry: AnchoredNote;
  place: NonNullable<AnchoredNote["place"]>;
  id: string;
  noteId: string;
  audience: Audience;
}

/** What a reply that is to be imported becomes: a reply to a note that is there, or comes with it. */
export interface PlannedReply {
  entry: PortableReply;
  id: string;
  report: string;
  to: Owned & { id: string; createdAt: Date | null };
}

/** What is here without a place, and gets the one that was found now. */
export interface PlannedPlace {
  entry: AnchoredNote;
  place: NonNullable<AnchoredNote["place"]>;
  to: Owned & { id: string };
}

export interface Plan {
  outcomes: Planned[];
  notes: PlannedNote[];
  places: PlannedPlace[];
  replies: PlannedReply[];
}

/** What is there already of what a file names. */
export interface There {
  highlights: readonly NamedHighlight[];
  replies: readonly NamedReply[];
  /** Ids of people of this Concord that creators of the file are said to have. */
  people: ReadonlySet<string>;
}

/** The note that a reply becomes one to, and its report. */
type Parent = Pick<PlannedReply, "to" | "report">;

interface QueuedReply {
  entry: PortableReply;
  /** Which of the entries it is. */
  index: number;
}

const DELETED =
  "It was deleted here, by somebody else. Whoever deleted it can restore it or erase it for good, under “Deleted lately”. Then import the file again.";
const DELETED_BY_YOU =
  "You deleted it here. Restore it or erase it for good, under “Deleted lately”. Then import the file again.";

/** Highlights that one import gives another place: each is a change of its own, and others wait for them. */
const MOST_PLACES = 1_000;
const TOO_MANY_PLACES = `It is here without a place. Places are given to ${MOST_PLACES.toLocaleString("en-GB")} at a time: import the file again.`;

/** Says what is to become of each entry of a file. */
export class Planner {
  readonly #actor: Actor;
  readonly #visibility: ImportFile["visibility"];
  readonly #newId: () => string;
  readonly #there: Map<string, NamedHighlight>;
  readonly #thereReplies: Map<string, NamedReply>;
  readonly #takenIds: Set<string>;
  readonly #people: There["people"];
  /** Notes of the file by what replies may call them: what they become, or are here already. */
  readonly #parents = new Map<string, Parent | null>();
  /** Replies that are to be judged, and those that wait for what they reply to, by its name. */
  readonly #queue: QueuedReply[] = [];
  readonly #waiting = new Map<string, QueuedReply[]>();
  readonly #seen = new Set<string>();
  /** Ids of what is here and gets a place. */
  readonly #placed = new Set<string>();
  readonly #plan: Plan = { outcomes: [], notes: [], places: [], replies: [] };

  /** @param newId makes an id for what cannot have the one that it comes with */
  constructor(actor: Actor, there: There, visibility: ImportFile["visibility"], newId: () => string) {
    this.#actor = actor;
    this.#visibility = visibility;
    this.#newId = newId;
    // What somebody else has made for themself is not there for this person, though its id is taken.
    const visible = there.highlights.filter((row) => may(actor, "highlight.read", row));
    const seen = there.replies.filter(({ note, ...reply }) => may(actor, "reply.read", { ...reply, repliedTo: note }));
    this.#there = byName(visible);
    this.#thereReplies = byName(seen);
    this.#people = there.people;
    this.#takenIds = new Set([...there.highlights, ...there.replies].map(({ id }) => id));
  }

  plan(told: readonly AnchoredEntry[]): Plan {
    const entries = told.map((entry) => this.#attributed(entry));
    const outcomes = entries.map((entry) => (entry.kind === "note" ? this.#note(entry) : null));
    this.#replies(entries, outcomes);
    this.#plan.outcomes = entries.map((entry, index) => {
      const refused = "reason" in entry ? judge(entry.kind, entry.reason) : null;
      return { entry, ...(outcomes[index] ?? refused ?? NO_PARENT) };
    });
    return this.#plan;
  }

  /**
   * Anybody can write the id of a colleague into a file. Only that it is one's own can be verified, so whoever else is named here is so
   * by name alone.
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
    if (!place) return judge("elsewhere", `It is about ${entry.source}`);
    const audience = this.#audienceOf(entry);
    if (!may(this.#actor, "highlight.create", { authorId: this.#actor.id, ...audience })) {
      return judge("forbidden", "Your role does not allow to show highlights to these people.");
    }
    const [id, noteId] = [this.#idFor(entry), this.#newId()];
    this.#plan.notes.push({ entry, place, id, noteId, audience });
    const to = { id: noteId, authorId: this.#actor.id, ...audience, createdAt: null };
    this.#nameParent(entry, entry.note && { to, report: place.report });
    const { state } = place.anchor;
    return judgeHere(state === "ambiguous" || state === "orphan" ? state : "new", id);
  }

  /**
   * What is here stays as it is; but what has never had a place gets one, so that a wrong report can be made good. Where its words are too
   * few to tell which are meant, it comes to their report, to be attached there by hand.
   */
  #known(entry: AnchoredNote, there: NamedHighlight): Judgement {
    if (there.deletedAt) {
      this.#nameParent(entry, null);
      return judge("forbidden", there.deletedById === this.#actor.id ? DELETED_BY_YOU : DELETED);
    }
    const { place } = entry;
    const isFound = place !== null && "start" in place.anchor;
    const isInOther =
      place?.anchor.state === "ambiguous" &&
      there.report !== place.report &&
      there.placements.every(({ state }) => state === "orphan");
    const isPlaceable =
      (isFound || isInOther) &&
      there.authorId === this.#actor.id &&
      there.placements.every(({ start }) => start === null) &&
      may(this.#actor, "highlight.edit", there) &&
      !this.#placed.has(there.id);
    const isTooMany = isPlaceable && this.#placed.size >= MOST_PLACES;
    const isPlaced = isPlaceable && !isTooMany;
    this.#nameParent(entry, this.#standing(there.note, isPlaced ? { ...there, report: place.report } : there));
    if (!isPlaced) return { ...judgeHere("duplicate", there.id), reason: isTooMany ? TOO_MANY_PLACES : null };
    this.#placed.add(there.id);
    this.#plan.places.push({ entry, place, to: there });
    return judgeHere(isFound ? "placed" : "ambiguous", there.id);
  }

  /** Replies may come before what they reply to: then they wait until that is known by its name. */
  #replies(entries: readonly AnchoredEntry[], outcomes: (Judgement | null)[]): void {
    for (const [index, entry] of entries.entries()) if (entry.kind === "reply") this.#queue.push({ entry, index });
    // It grows by those that need not wait any longer.
    for (const queued of this.#queue) {
      const { entry, index } = queued;
      outcomes[index] = this.#reply(entry);
      if (outcomes[index]) continue;
      const others = this.#waiting.get(entry.to);
      if (others) others.push(queued);
      else this.#waiting.set(entry.to, [queued]);
    }
    // What they reply to is nowhere, but the same reply may have come again with something that is.
    for (const { entry, index } of [...this.#waiting.values()].flat()) outcomes[index] = this.#reply(entry);
  }

  /** @returns null where what it replies to is not known (yet) */
  #reply(entry: PortableReply): Judgement | null {
    const there = this.#find(entry, this.#thereReplies);
    if (there) {
      const parent = this.#standing(there.note, there.note.highlight);
      this.#nameParent(entry, parent);
      return there.deletedAt || !parent ? judge("forbidden", DELETED) : judgeHere("duplicate", there.id);
    }
    if (this.#seen.has(entry.iri)) return judge("duplicate");
    const named = this.#parents.get(entry.to);
    const parent = named === undefined ? this.#parentHere(entry.to) : named;
    if (parent === undefined) return null;
    this.#isSecond(entry);
    this.#nameParent(entry, parent);
    if (parent === null) return judge("unsupported", "What it replies to has no note, or was deleted here.");
    if (!may(this.#actor, "reply.create", parent.to)) {
      return judge("forbidden", "Your role does not allow to reply to this note.");
    }
    const id = this.#idFor(entry);
    this.#plan.replies.push({ entry, id, report: parent.report, to: parent.to });
    return judgeHere("new", id);
  }

  /** What is not in the file may be here. */
  #parentHere(name: string): Parent | null | undefined {
    const id = idIn(name);
    const highlight = this.#there.get(name) ?? (id ? this.#there.get(id) : undefined);
    if (highlight) return this.#standing(highlight.note, highlight);
    const reply = this.#thereReplies.get(name) ?? (id ? this.#thereReplies.get(id) : undefined);
    return reply && this.#standing(reply.note, reply.note.highlight);
  }

  /** A note that replies can be to; null where there is none, it is not for this person, or it or its highlight was deleted. */
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
   * Its own id, if that is one of the person's (`idOwnedBy`) and free here. Any other gets a new one, whether something has it or not:
   * else the answer would say that something hidden is here.
   */
  #idFor({ iri, alias }: PortableNote | PortableReply): string {
    const own = idIn(iri) ?? (alias === null ? null : idIn(alias));
    const id = own !== null && isOwnedBy(this.#actor.id, own) && !this.#takenIds.has(own) ? own : this.#newId();
    this.#takenIds.add(id);
    return id;
  }

  /** A group that the person is not in is nobody they know. */
  #audienceOf({ audience }: PortableNote): Audience {
    if (this.#visibility !== "file") return { visibility: this.#visibility, groupId: null };
    const { visibility, groupId } = audience ?? ONLY_ME;
    if (visibility !== "group") return { visibility, groupId: null };
    return groupId !== null && this.#actor.groupIds.includes(groupId) ? { visibility, groupId } : ONLY_ME;
  }
}

const ONLY_ME: Audience = { visibility: "private", groupId: null };

const NO_PARENT = judge("unsupported", "It replies to something that is neither in the file nor here.");

function judge(outcome: Outcome, reason: string | null = null): Judgement {
  return { outcome, reason, id: null };
}

function judgeHere(outcome: Outcome, id: string): Judgement {
  return { outcome, reason: null, id };
}

/** Rows by their ids, and by the IRIs under which they are known elsewhere. */
function byName<T extends { id: string; importedFrom: string | null }>(rows: readonly T[]): Map<string, T> {
  const names = new Map(rows.map((row) => [row.id, row]));
  for (const row of rows) if (row.importedFrom !== null) names.set(row.importedFrom, row);
  return names;
}
