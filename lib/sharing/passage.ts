import "server-only";
import { hashToken } from "../accounts/tokens";
import type { Database } from "../db/database";
import { editionReport } from "../editions/editions";
import { blockIndexAt, pageAt } from "../report/locate";
import type { Block, PageBreak, ReportMeta, Section } from "../report/model";
import { addView, findShareByToken, type ShareWithNote } from "./repository";
import { stateOf } from "./service";

/** A passage as anybody with its link sees it. */
export interface SharedPassage {
  report: ReportMeta & { slug: string };
  /** The edition whose text it is. */
  edition: { id: string; ordinal: number; createdAt: Date };
  /** Offsets of the passage in the canonical text of the edition. */
  start: number;
  end: number;
  quote: string;
  /** The blocks that the passage touches, whole, in order. `mark` is the passage's part of `block.text`. */
  blocks: { block: Block; mark: { start: number; end: number } }[];
  /** The section and the printed page in which the passage begins; null where the report says nothing of it. */
  section: Pick<Section, "slug" | "title"> | null;
  page: PageBreak | null;
  /** What the highlight's note says now, in Markdown, and who wrote it; null where it is not shared, or not any more. */
  note: { body: string; author: string } | null;
  /** Name of the person who made the link. */
  sharedBy: string;
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

  const { start, end, quote, edition, createdBy, createdAt } = share;
  const report = await editionReport(db, edition.id);
  if (!report) throw new Error(`Edition ${edition.id} of share ${share.id} is gone.`);
  const first = blockIndexAt(report, start);
  // The separator after a block counts as its end, so a passage may begin in the separator before its first word.
  const touched = report.blocks.slice(first, blockIndexAt(report, end - 1) + 1).filter((block) => block.end > start);
  const section = report.sections[touched[0]?.section ?? -1];
  return {
    report: { slug: report.slug, ...report.meta },
    edition: { id: edition.id, ordinal: edition.ordinal, createdAt: edition.createdAt },
    start,
    end,
    quote,
    blocks: touched.map((block) => ({
      block,
      mark: { start: Math.max(0, start - block.start), end: Math.min(block.text.length, end - block.start) },
    })),
    section: section ? { slug: section.slug, title: section.title } : null,
    page: pageAt(report, touched[0] ? Math.max(start, touched[0].start) : start),
    note: noteOf(share),
    sharedBy: createdBy.name,
    sharedAt: createdAt,
  };
}

/**
 * The note that a share shows. It leaves the team only while its highlight and itself are there, and while the team may see
 * it or the person who shares it is its author: whoever makes a note private takes it out of others' links. A note that was
 * written later, in the place of a deleted one, is not the one that was shared.
 */
function noteOf({ withNote, createdById, createdAt, highlight }: ShareWithNote): SharedPassage["note"] {
  const note = highlight?.note;
  if (!withNote || !note || highlight.deletedAt || note.deletedAt || note.createdAt > createdAt) return null;
  if (note.visibility !== "team" && note.authorId !== createdById) return null;
  return { body: note.body, author: note.author.name };
}

/** Counts that the page of a link was opened. Nothing about who opened it is kept. */
export async function countView(db: Database, token: string): Promise<void> {
  await addView(db, hashToken(token));
}
