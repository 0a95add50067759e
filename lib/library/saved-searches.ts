import "server-only";
import { type Actor, type Authorized, authorize, may, type PersonalItem } from "../accounts/policy";
import { idForNew, idOfChosen } from "../annotations/highlights/own-ids";
import { notFound } from "../annotations/rules";
import type { Database, Prisma } from "../db/database";
import { deletedAmong } from "../editions/reports";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import { MAX_SAVED_SEARCHES, type NewSavedSearch, type SavedSearchView } from "./schemas";

type SavedSearchRow = Prisma.SavedSearchGetPayload<object>;

/** A user's saved searches, newest first, without those in reports that were deleted or that the user can't read. */
export async function listSavedSearches(
  db: Database,
  { actor }: Authorized<null, "search.list">,
): Promise<SavedSearchView[]> {
  const rows = await db.savedSearch.findMany({
    where: { personId: actor.id },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const deleted = await deletedAmong(
    db,
    rows.flatMap(({ report }) => report ?? []),
  );
  const isShown = (report: string) => !deleted.has(report) && may(actor, "report.read", { report });
  return rows.filter(({ report }) => report === null || isShown(report)).map(savedSearchView);
}

/**
 * Saves a search. An identical request returns the existing search, so a save can be repeated. If the search has been
 * deleted since, it is created again.
 *
 * Publishes no event, because a saved search is private.
 *
 * @throws UserError `search-exists` (409) if the user has used this id for a different search, `too-many-searches`
 *   (409)
 */
export function saveSearch(
  db: Database,
  { actor }: Authorized<null, "search.save">,
  search: NewSavedSearch,
): Promise<SavedSearchView> {
  return withEventTransaction(db, async (tx) => {
    const find = (id: string) => tx.savedSearch.findUnique({ where: { id } });
    const id = await idForNew(actor.id, search.id, async (taken) => (await find(taken))?.personId === actor.id);
    const there = await find(id);
    if (there) return repeated(there, search);
    if ((await tx.savedSearch.count({ where: { personId: actor.id } })) >= MAX_SAVED_SEARCHES) {
      throw new UserError("too-many-searches", { max: MAX_SAVED_SEARCHES });
    }
    return savedSearchView(
      await tx.savedSearch.create({ data: { ...search, id, personId: actor.id, createdAt: new Date() } }),
    );
  });
}

/** The existing row, if it came from the same save. */
function repeated(row: SavedSearchRow, search: NewSavedSearch): SavedSearchView {
  const isSame =
    row.name === search.name &&
    row.query === search.query &&
    row.report === search.report &&
    row.match === search.match &&
    row.sort === search.sort;
  if (isSame) return savedSearchView(row);
  throw new UserError("search-exists");
}

/**
 * Deletes a saved search.
 *
 * @throws UserError `not-found` (404) if it doesn't exist or belongs to another user
 */
export async function deleteSavedSearch(db: Database, actor: Actor, id: string): Promise<{ id: string }> {
  const rows = await db.savedSearch.findMany({ where: { id: { in: [id, idOfChosen(actor, id)] } } });
  const row = rows.find((each) => may(actor, "search.delete", each));
  if (!row) throw notFound();
  await remove(db, authorize(actor, "search.delete", row));
  return { id };
}

/** Use `deleteMany`, because the search may already have been deleted in another of the user's windows. */
async function remove(
  db: Database,
  { resource: { id } }: Authorized<PersonalItem & { id: string }, "search.delete">,
): Promise<void> {
  await db.savedSearch.deleteMany({ where: { id } });
}

function savedSearchView({ personId: _, createdAt, ...search }: SavedSearchRow): SavedSearchView {
  return { ...search, createdAt: createdAt.toISOString() };
}
