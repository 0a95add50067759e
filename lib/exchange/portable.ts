/** The portable form of a highlight, its note and its replies. It does not depend on any file format. */

import type { Area } from "../annotations/areas/area";
import type { Colour } from "../annotations/highlights/colours";
import type { Visibility } from "../annotations/schemas";
import type { Terms } from "../annotations/terms";
import { type Given, type Problem, problem } from "../errors/problem";
import type { ProblemKey } from "../errors/problems";
import { sentenceOf } from "../errors/sentence";
import type { PageRect } from "../word-boxes/model";

/** The creator of an entry, as far as it is known. */
export interface Maker {
  iri: string | null;
  name: string | null;
  /**
   * The importer, if the entry was imported before it was exported. In that case, the creator is only what a file
   * claimed.
   */
  importedBy?: { name: string };
}

/** A quote and its context. */
export interface PortableQuote {
  exact: string;
  prefix: string;
  suffix: string;
  /** Start of the quote in the text, in Unicode code points; null if unknown. */
  position: number | null;
  /** Index of the page on which it starts, if known. */
  page?: number;
}

interface Made {
  /** The IRI that identifies the entry everywhere. */
  iri: string;
  /** The id of the entry in the file, if it differs from `iri`. Replies may refer to this id. */
  alias: string | null;
  creator: Maker | null;
  created: Date | null;
  modified: Date | null;
  /** Rights and motivations that were set by other software, if any. */
  terms?: Terms | undefined;
  /** A hash of the text and colour that Concord exported (`hashOfAnnotation`), if the file records it. */
  base?: string;
}

/** A highlight and its note. */
export interface PortableNote extends Made {
  kind: "note";
  /** The document to which the note refers: an IRI, or the slug of a report here. */
  source: string;
  quote: PortableQuote;
  /** Where the lines of the passage are on the pages of the document, if the file says so. */
  pages?: readonly PageRect[];
  /** Set if it marks an area instead of words. */
  markedArea?: PortableArea;
  colour: Colour | null;
  audience: { visibility: Visibility; groupId: string | null } | null;
  tags: string[];
  note: { body: string; modified: Date | null; resolvedAt: Date | null } | null;
}

/** An area on a page or picture of the document. A picture is identified by a hash of its bytes. */
export interface PortableArea {
  area: Area;
  /** What it shows, in words; empty if the file doesn't say so. */
  description: string;
  /** By what the page is recognized; null for an area on a picture, or if there is nothing. */
  page: PageEvidence | null;
}

/** The hash of the file that has the page (SHA-256, hexadecimal), or else words as the annotated file has them. */
export type PageEvidence =
  | { hash: string }
  | {
      /** The words in the area. */
      words: string;
      /** All words of the page; null if they aren't known. */
      pageWords: string | null;
    };

/** A reply to a note, or to another reply. */
export interface PortableReply extends Made {
  kind: "reply";
  /** IRI of the reply's parent. */
  to: string;
  body: string;
}

/** A note or reply that was exported to a file and then deleted there. */
export interface Removed {
  kind: "removed";
  iri: string;
  /** A hash of the text and colour that Concord exported. */
  base: string;
}

/** An entry that cannot be imported, and the reason. */
export interface Refused {
  /** `invalid` if the entry violates its own format; `unsupported` if it is valid but is not a note on a passage. */
  kind: "invalid" | "unsupported";
  reason: Problem;
}

export type Portable = PortableNote | PortableReply | Refused;

/** Thrown while an entry is being read. The entry then becomes a `Refused`. */
export class Refusal extends Error {
  override name = "Refusal";

  constructor(
    readonly kind: Refused["kind"],
    readonly reason: Problem,
  ) {
    super(sentenceOf(reason));
  }
}

export function invalid<Key extends ProblemKey>(key: Key, ...params: Given<Key>): Refusal {
  return new Refusal("invalid", problem(key, ...params));
}

export function unsupported<Key extends ProblemKey>(key: Key, ...params: Given<Key>): Refusal {
  return new Refusal("unsupported", problem(key, ...params));
}

const UUID = "[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}";
/** A UUID as a URN (RFC 9562), or the URL of an annotation in any Concord instance. */
const ID = new RegExp(`^(?:urn:uuid:|https?://[^/]+/api/annotations/)(${UUID})$`, "iu");

const ANY_UUID = new RegExp(UUID, "giu");

/** All UUIDs in an IRI of any form, because each may be the id of a row here. */
export function idsWithin(iri: string): string[] {
  return (iri.match(ANY_UUID) ?? []).map((id) => id.toLowerCase());
}

/** The IRI of a row. It doesn't depend on the URL of this Concord instance. */
export function iriOf(id: string): string {
  return `urn:uuid:${id}`;
}

/** The id in an IRI from `iriOf`; null for any other IRI. */
export function idIn(iri: string): string | null {
  return ID.exec(iri)?.[1]?.toLowerCase() ?? null;
}

/** Whether an entry names this user as its creator, or names no creator. */
export function isOwn({ id }: { id: string }, { creator }: Pick<Made, "creator">): boolean {
  return creator === null || creator.iri === iriOf(id);
}
