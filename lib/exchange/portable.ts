/** What of a highlight, its note and the replies to it travels between Concord and others, whatever the format. */

import type { Colour } from "../annotations/highlights/colours";
import type { Visibility } from "../annotations/schemas";
import type { Terms } from "../annotations/terms";

/** Who made something, as far as it is known. */
export interface Maker {
  iri: string | null;
  name: string | null;
  /** Of what goes out, and was imported: who imported it. Then the maker is only whom a file has named. */
  importedBy?: { name: string };
}

/** The words of a passage, and what stood around them. */
export interface PortableQuote {
  exact: string;
  prefix: string;
  suffix: string;
  /** Where it begins in the text, in Unicode code points; null where that is not known. */
  position: number | null;
}

interface Made {
  /** The IRI under which it is known everywhere. */
  iri: string;
  /** What the file calls it, where that is another one: replies may name it so. */
  alias: string | null;
  creator: Maker | null;
  created: Date | null;
  modified: Date | null;
  /** Rights and foreign motivations, where there are any. */
  terms?: Terms | undefined;
}

/** A highlight with its note. */
export interface PortableNote extends Made {
  kind: "note";
  /** The document that it is about: an IRI, or the name of a report here. */
  source: string;
  quote: PortableQuote;
  colour: Colour | null;
  audience: { visibility: Visibility; groupId: string | null } | null;
  tags: string[];
  note: { body: string; modified: Date | null; resolvedAt: Date | null } | null;
}

/** A reply to a note, or to another reply. */
export interface PortableReply extends Made {
  kind: "reply";
  /** IRI of what it replies to. */
  to: string;
  body: string;
}

/** What cannot be taken, with the true reason. */
export interface Refused {
  /** `invalid`: it breaks a rule of its own format. `unsupported`: it is right, and no note on words of a text. */
  kind: "invalid" | "unsupported";
  /** A whole sentence. */
  reason: string;
}

export type Portable = PortableNote | PortableReply | Refused;

/** Thrown while one entry of a file is read; it becomes a `Refused`. */
export class Refusal extends Error {
  override name = "Refusal";

  constructor(
    readonly kind: Refused["kind"],
    reason: string,
  ) {
    super(reason);
  }
}

export function invalid(reason: string): Refusal {
  return new Refusal("invalid", reason);
}

export function unsupported(reason: string): Refusal {
  return new Refusal("unsupported", reason);
}

const UUID = "[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}";
/** RFC 9562, or an address of the annotations of this or another Concord. */
const ID = new RegExp(`^(?:urn:uuid:|https?://[^/]+/api/annotations/)(${UUID})$`, "iu");

const ANY_UUID = new RegExp(UUID, "giu");

/** All that could be an id of ours in an IRI, however it is written. */
export function idsWithin(iri: string): string[] {
  return (iri.match(ANY_UUID) ?? []).map((id) => id.toLowerCase());
}

/** The IRI of what has an id of ours: the same wherever this Concord is reached. */
export function iriOf(id: string): string {
  return `urn:uuid:${id}`;
}

/** The id in an IRI of `iriOf`; null for any other. */
export function idIn(iri: string): string | null {
  return ID.exec(iri)?.[1]?.toLowerCase() ?? null;
}

/** Whether somebody has written it themself, as far as it says who has. */
export function isOwn({ id }: { id: string }, { creator }: Pick<Made, "creator">): boolean {
  return creator === null || creator.iri === iriOf(id);
}
