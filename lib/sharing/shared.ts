import "server-only";
import { namesOf } from "../accounts/people";
import { hashToken } from "../accounts/tokens";
import type { Area } from "../annotations/areas/area";
import { writerOf } from "../annotations/attribution";
import { COLOURS, type Colour } from "../annotations/highlights/colours";
import { mentionedIn, withNamesOnly, withoutNames } from "../annotations/notes/mentions";
import { isListed } from "../current-reports";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { type PagePlace, pagePlaceOf } from "../library/page-places";
import { type Excerpt, excerptOf } from "../report/excerpt";
import { blockIndexAt, pageAt } from "../report/locate";
import type { PageBreak, Report, ReportMeta } from "../report/model";
import { picturesOf } from "../report/pictures-of";
import { type StoredPicture, storedPicture, storedPictures } from "../sources/pictures";
import { sourceOfEdition } from "../sources/store";
import { PassageResolver } from "./passage-resolver";
import { addView, findShareByToken, type PassageRow } from "./repository";
import { hasContent, notesOf, stateOf } from "./rules";

/** A passage as shown to anyone with its link, with the blocks that it touches. */
export interface SharedPassage extends Excerpt {
  id: string;
  /** The token of the link. */
  token: string;
  /** Ids of the stored pictures that are shown with the passage. */
  pictures: string[];
  report: ReportMeta & { slug: string };
  /** The edition whose text is shown. */
  edition: { id: string; ordinal: number; createdAt: Date };
  /** Offsets of the passage in the canonical text of the edition. */
  start: number;
  end: number;
  /** The words of the passage, or the description of an area. */
  quote: string;
  /** Null for a passage of text. */
  area: Area | null;
  /** Where the passage is on its page; null if it isn't on one. */
  onPage: PagePlace | null;
  /** The colour of the highlight, or the default one. */
  colour: Colour;
  /**
   * Titles of the sections in which the passage begins and ends, and the printed pages. There is one entry if both are
   * the same, and none if unknown.
   */
  sections: string[];
  pages: PageBreak[];
  /** Whether the text of the passage has changed, in which case an earlier edition is shown. */
  isFormer: boolean;
  /** Whether the report is archived. */
  isArchived: boolean;
  /**
   * The notes shown with the passage, each with its current Markdown, and with its author (`writerOf`) if names are
   * shown.
   */
  notes: { id: string; body: string; author: string | null }[];
}

/** The content of a link, as shown to anyone who has it. */
export interface Shared {
  /** The collection's title, and its introduction in Markdown; null and empty for a single passage. */
  title: string | null;
  introduction: string;
  passages: SharedPassage[];
  /** Name of the person who created the link; null if names are hidden. */
  sharedBy: string | null;
  sharedAt: Date;
}

/**
 * The content of a link `/p/<token>`.
 *
 * @returns "revoked" or "expired" for a link that used to work; null for an unknown one
 */
export async function whatIsShared(
  db: Database,
  token: string,
  now = new Date(),
): Promise<Shared | "revoked" | "expired" | null> {
  const share = await findShareByToken(db, hashToken(token));
  if (!share) return null;
  const state = stateOf(share, now);
  // A share with a token has a link, so the state can't be "draft".
  if (state === "expired") return state;
  if (state !== "open" || !hasContent(share)) return "revoked";

  const { title, introduction, withNames, createdBy, createdAt } = share;
  const notes = share.passages.map((row) => notesOf(share, row));
  const written = [introduction, ...notes.flat().map(({ body }) => body)];
  const names = withNames ? await namesOf(db, written.flatMap(mentionedIn)) : new Map<string, string>();
  /** Markdown for people outside the team. Mentions are replaced with current names, or anonymized. */
  const outside = (body: string) => (withNames ? withNamesOnly(body, names) : withoutNames(body));

  const standings = new PassageResolver(db);
  const passages = await Promise.all(share.passages.map((row) => passageOf(db, row, standings)));
  return {
    title,
    introduction: outside(introduction),
    passages: passages.map((passage, index) => ({
      ...passage,
      token,
      notes: notes[index]!.map((note) => ({
        id: note.id,
        body: outside(note.body),
        author: withNames ? writerOf(note) : null,
      })),
    })),
    sharedBy: withNames ? createdBy.name : null,
    sharedAt: createdAt,
  };
}

/**
 * Like `whatIsShared`, for images and embedded frames, which can't show a reason.
 *
 * @throws UserError `share-gone` (410) if the link shows nothing, for whatever reason
 */
export async function openShare(db: Database, token: string): Promise<Shared> {
  const shared = await whatIsShared(db, token);
  if (shared !== null && typeof shared === "object") return shared;
  throw new UserError("share-gone");
}

/**
 * A picture that a link shows.
 *
 * @throws UserError `share-gone` (410) if the link shows nothing, `no-such-file` (404) if it shows no such picture
 */
export async function sharedPicture(db: Database, token: string, id: string): Promise<StoredPicture> {
  const { passages } = await openShare(db, token);
  const passage = passages.find(({ pictures }) => pictures.includes(id));
  const source = passage && (await sourceOfEdition(db, passage.edition.id));
  if (!source) throw new UserError("no-such-file");
  return storedPicture(db, source.id, id);
}

async function passageOf(
  db: Database,
  row: PassageRow,
  standings: PassageResolver,
): Promise<Omit<SharedPassage, "notes" | "token">> {
  const { report, edition, start, end, area, isFormer } = await standings.of(row);
  const excerpt = excerptOf(report, { start, end });
  return {
    id: row.id,
    report: { slug: report.slug, ...report.meta },
    ...{ edition, start, end, isFormer, isArchived: !isListed(row.edition.ofReport) },
    quote: area ? row.quote : report.text.slice(start, end),
    area,
    onPage: await pagePlaceOf(db, edition.id, { start, end }, area),
    // This cast is safe, because the colour was validated when it was stored.
    colour: (row.highlight?.colour ?? COLOURS[0]) as Colour,
    ...excerpt,
    pictures: await storedPictures(db, edition.id, picturesOf(excerpt)),
    ...placeOf(report, { start, end }),
  };
}

function placeOf(report: Report, { start, end }: { start: number; end: number }) {
  // The separator after a block counts as its end, so a passage may begin or end in a separator.
  const touched =
    start === end
      ? report.blocks.filter((_, index) => index === blockIndexAt(report, start))
      : report.blocks.filter((block) => block.start < end && block.end > start);
  const sections = touched.map(({ section }) => report.sections[section]?.title);
  const pages = touched
    .flatMap((block) => [Math.max(start, block.start), Math.min(end, block.end) - 1])
    .map((offset) => pageAt(report, offset))
    .filter((page) => page !== null)
    .sort((a, b) => a.page - b.page);
  return { sections: firstAndLast(sections.filter((title) => title !== undefined)), pages: firstAndLast(pages) };
}

function firstAndLast<T>(items: readonly T[]): T[] {
  return [...new Set([...items.slice(0, 1), ...items.slice(-1)])];
}

/** Counts a view of the link's page. Stores nothing about the visitor. */
export async function countView(db: Database, token: string): Promise<void> {
  await addView(db, hashToken(token));
}
