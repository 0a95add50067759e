import "server-only";
import { namesOf } from "../accounts/people";
import { hashToken } from "../accounts/tokens";
import { writerOf } from "../annotations/attribution";
import { COLOURS, type Colour } from "../annotations/highlights/colours";
import { mentionedIn, withNamesOnly, withoutNames } from "../annotations/notes/mentions";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { type Excerpt, excerptOf } from "../report/excerpt";
import { pageAt } from "../report/locate";
import type { PageBreak, Report, ReportMeta } from "../report/model";
import { PassageResolver } from "./passage-resolver";
import { addView, findShareByToken, type PassageRow } from "./repository";
import { notesOf, stateOf } from "./rules";

/** A passage as anybody with its link sees it: in the blocks that it touches. */
export interface SharedPassage extends Excerpt {
  id: string;
  report: ReportMeta & { slug: string };
  /** The edition whose text it is. */
  edition: { id: string; ordinal: number; createdAt: Date };
  /** Offsets of the passage in the canonical text of the edition. */
  start: number;
  end: number;
  quote: string;
  /** That of its highlight, or the first one. */
  colour: Colour;
  /**
   * Titles of the sections and printed pages in which it begins and ends: one where that is the same, none where the report
   * says nothing of it.
   */
  sections: string[];
  pages: PageBreak[];
  /** Whether the report says something else there by now: then the text is that of an earlier edition. */
  isFormer: boolean;
  /** The notes that are shown with it: what each says now, in Markdown, and who wrote it (`writerOf`), where names are told. */
  notes: { id: string; body: string; author: string | null }[];
}

/** What a link leads to, as anybody sees it. */
export interface Shared {
  /** What the collection is called, and what it says before its passages, in Markdown; null and empty for a passage alone. */
  title: string | null;
  introduction: string;
  passages: SharedPassage[];
  /** Name of the person who made the link; null where names are not told. */
  sharedBy: string | null;
  sharedAt: Date;
}

/**
 * What a link `/p/<token>` shows.
 *
 * @returns "revoked" or "expired" for a link that showed something once; null for one that never did
 */
export async function whatIsShared(
  db: Database,
  token: string,
  now = new Date(),
): Promise<Shared | "revoked" | "expired" | null> {
  const share = await findShareByToken(db, hashToken(token));
  if (!share) return null;
  const state = stateOf(share, now);
  // A link that was found has been made, so that this is no draft.
  if (state !== "open") return state === "expired" ? state : "revoked";

  const { title, introduction, withNames, createdBy, createdAt } = share;
  const notes = share.passages.map((row) => notesOf(share, row));
  const written = [introduction, ...notes.flat().map(({ body }) => body)];
  const names = withNames ? await namesOf(db, written.flatMap(mentionedIn)) : new Map<string, string>();
  /** Markdown as people outside read it, with those of the team in it called as they are now. */
  const outside = (body: string) => (withNames ? withNamesOnly(body, names) : withoutNames(body));

  const standings = new PassageResolver(db);
  const passages = await Promise.all(share.passages.map((row) => passageOf(row, standings)));
  return {
    title,
    introduction: outside(introduction),
    passages: passages.map((passage, index) => ({
      ...passage,
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
 * The same for what shows nothing else: a picture, a frame of another site.
 *
 * @throws UserError `share-gone` (410) where the link shows nothing, for whatever reason
 */
export async function openShare(db: Database, token: string): Promise<Shared> {
  const shared = await whatIsShared(db, token);
  if (shared !== null && typeof shared === "object") return shared;
  throw new UserError("share-gone", "This link shows nothing any more. Ask whoever sent it for a new one.", 410);
}

async function passageOf(row: PassageRow, standings: PassageResolver): Promise<Omit<SharedPassage, "notes">> {
  const { report, edition, start, end, isFormer } = await standings.of(row);
  return {
    id: row.id,
    report: { slug: report.slug, ...report.meta },
    ...{ edition, start, end, isFormer },
    quote: report.text.slice(start, end),
    // Checked when it was stored.
    colour: (row.highlight?.colour ?? COLOURS[0]) as Colour,
    ...excerptOf(report, { start, end }),
    ...placeOf(report, { start, end }),
  };
}

function placeOf(report: Report, { start, end }: { start: number; end: number }) {
  // The separator after a block counts as its end, so a passage may begin or end in one.
  const touched = report.blocks.filter((block) => block.start < end && block.end > start);
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

/** Counts that the page of a link was opened. Nothing about who opened it is kept. */
export async function countView(db: Database, token: string): Promise<void> {
  await addView(db, hashToken(token));
}
