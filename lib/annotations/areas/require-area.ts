import "server-only";
import type { Database, Transaction } from "../../db/database";
import { hasPage } from "../../editions/pages";
import { UserError } from "../../errors";
import { storedPictures } from "../../sources/pictures";
import type { Area } from "./area";

/** @throws UserError `area-nowhere` if the edition has no such page or picture */
export async function requireArea(db: Database | Transaction, editionId: string, area: Area): Promise<void> {
  const isThere =
    "page" in area
      ? await hasPage(db, editionId, area.page)
      : (await storedPictures(db, editionId, [{ id: area.picture }])).length > 0;
  if (!isThere) throw new UserError("area-nowhere");
}
