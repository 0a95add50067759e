import type { PassageRow, ShareRow } from "./repository";
import { notesOf, stateOf } from "./rules";
import type { CollectionView, PassageView, ShareView } from "./schemas";

type Person = PassageView["notesBy"][number];

/** A share as shown in a list. */
export function shareView(row: ShareRow): ShareView {
  const [first] = row.passages;
  return {
    ...commonOf(row),
    title: row.title,
    passage: first ? passageViewOf(row, first) : null,
    count: row.passages.length,
    notesBy: distinct(row.passages.flatMap((passage) => authorsOf(row, passage))),
  };
}

/** A collection as its creator edits it. */
export function collectionViewOf(row: ShareRow, people: CollectionView["people"]): CollectionView {
  return {
    ...commonOf(row),
    title: row.title ?? "",
    introduction: row.introduction,
    passages: row.passages.map((passage) => passageViewOf(row, passage)),
    people,
  };
}

function commonOf(row: ShareRow) {
  return {
    id: row.id,
    withNames: row.withNames,
    state: stateOf(row),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    views: row.views,
    createdBy: row.createdBy,
  };
}

function passageViewOf(row: ShareRow, passage: PassageRow): PassageView {
  const { id, edition, start, end, quote } = passage;
  return {
    ...{ id, report: edition.report, reportTitle: edition.ofReport.title },
    ...{ edition: edition.id, ordinal: edition.ordinal },
    ...{ start, end, quote, notesBy: distinct(authorsOf(row, passage)) },
  };
}

function authorsOf(row: ShareRow, passage: PassageRow): Person[] {
  return notesOf(row, passage).map(({ author }) => author);
}

function distinct(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
