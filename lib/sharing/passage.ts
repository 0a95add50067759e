import "server-only";
import { namesOf } from "../accounts/people";
import { hashToken } from "../accounts/tokens";
import { COLOURS, type Colour } from "../annotations/colours";
import { mentionedIn, withNamesOnly, withoutNames } from "../annotations/mentions";
import { originOf } from "../annotations/views";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { type Excerpt, excerptOf } from "../report/excerpt";
import { pageAt } from "../report/locate";
import type { PageBreak, Report, ReportMeta } from "../report/model";
import { citationsOf } from "./citations/citations";
import type { Citations } from "./citations/formats";
import { writerOf } from "./exchange/prose";
import { addView, findShareByToken } from "./repository";
import { noteOf, stateOf } from "./rules";
import { standingOf } from "./standing";

/** A passage as anybody with its link sees it: in the blocks that it touches. */
export interface SharedPassage extends Excerpt {
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
  /** How to cite it. */
  citations: Citations;
  /**
   * What the highlight's note says now, in Markdown, and who wrote it, where names are told; null where it is not shared, or not any
   * more.
   */
  note: { body: string; author: string | null } | null;
  /** Name of the person who made the link; null where names are not told. */
  sharedBy: string | null;
  sharedAt: Date;
}

/**
 * What a link `/p/<token>` shows.
 *
 * @returns "revoked" or "expired" for a link that showed something once; null for one that never did
 */
export async function sharedPassage(
  db: Database,
  token: string,
  now = new Date(),
): Promise<SharedPassage | "revoked" | "expired" | null> {
  const share = await findShareByToken(db, hashToken(token));
  if (!share) return null;
  const state = stateOf(share, now);
  if (state !== "open") return state;

  const { createdBy, createdAt, highlight, withNames } = share;
  const { report, edition, start, end, isFormer } = await standingOf(db, share);
  const place = placeOf(report, { start, end });
  const note = noteOf(share);
  const named = { slug: report.slug, ...report.meta };
  return {
    report: named,
    edition,
    start,
    end,
    quote: report.text.slice(start, end),
    isFormer,
    citations: citationsOf(named, place.pages),
    // Checked when it was stored.
    colour: (highlight?.colour ?? COLOURS[0]) as Colour,
    ...excerptOf(report, { start, end }),
    ...place,
    note: note && {
      body: withNames ? await bodyOf(db, note) : withoutNames(note.body),
      author: withNames ? writerOf({ author: note.author, origin: highlight && originOf(highlight) }) : null,
    },
    sharedBy: withNames ? createdBy.name : null,
    sharedAt: createdAt,
  };
}

/**
 * The same for what shows nothing else: a picture, a frame of another site.
 *
 * @throws UserError `share-gone` (410) where the link shows nothing, for whatever reason
 */
export async function openPassage(db: Database, token: string): Promise<SharedPassage> {
  const passage = await sharedPassage(db, token);
  if (passage !== null && typeof passage === "object") return passage;
  throw new UserError("share-gone", "This link shows nothing any more. Ask whoever sent it for a new one.", 410);
}

/** What a note says to people outside, with those of the team in it called as they are now. */
async function bodyOf(db: Database, { body }: { body: string }): Promise<string> {
  return withNamesOnly(body, await namesOf(db, mentionedIn(body)));
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
