import "server-only";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { cropOf } from "../library/crops";
import { type StoredPicture, storedPicture } from "../sources/pictures";
import { sourceOfEdition } from "../sources/store";
import { openShare, type Shared, type SharedPassage } from "./shared";

/**
 * A picture of a shared passage's place on its page, or of the picture that a shared area is on.
 *
 * @throws UserError `share-gone` (410) if the link shows nothing, `no-such-file` (404) if there is no such passage, or it
 *   isn't on a page
 */
export async function pictureOfPlace(db: Database, token: string, passageId: string): Promise<StoredPicture> {
  const { passages } = await openShare(db, token);
  const passage = passages.find(({ id }) => id === passageId);
  if (!passage) throw new UserError("no-such-file");
  return pictureOfPassage(db, passage);
}

/** The picture of a passage that a link shows. @throws UserError `no-such-file` (404) if it isn't on a page */
async function pictureOfPassage(db: Database, { id, edition, onPage }: SharedPassage): Promise<StoredPicture> {
  if (!onPage) throw new UserError("no-such-file");
  const { shown } = onPage;
  if (typeof shown !== "string") return cropOf(db, edition.id, shown, id);
  const source = await sourceOfEdition(db, edition.id);
  if (!source) throw new UserError("no-such-file");
  return storedPicture(db, source.id, shown);
}

/** Like `pictureOfPassage`, for a link to a single passage; null if it isn't on a page or can't be drawn. */
export async function pictureForPreview(db: Database, { title, passages }: Shared): Promise<StoredPicture | null> {
  const [passage] = passages;
  if (title !== null || !passage?.onPage) return null;
  try {
    return await pictureOfPassage(db, passage);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
