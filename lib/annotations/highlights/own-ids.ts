import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Actor } from "../../accounts/policy";
import { idOwnedBy, isOwnedBy } from "./id-owner";

/**
 * The id for a name, which is either an id that the client chose or a save key. It is different for each user, but
 * always the same for one user, so that a repeated request refers to the same item.
 */
function idOfPerson(personId: string, name: string): string {
  return idOwnedBy(personId, createHash("sha256").update(`${personId} ${name}`).digest("hex").slice(0, 16));
}

/**
 * The id for a create request that doesn't choose one. It is derived from the save key, so that a repeated request gets
 * the same id.
 */
export function idOfSave({ id, saveKey }: Actor): string {
  return idOfPerson(id, saveKey ?? randomUUID());
}

/**
 * The id for a new item. The client's choice is used only if it is one of the user's own ids (`idOwnedBy`), which can't
 * belong to anyone else's item. Otherwise the id is derived from the user and the choice, whether the chosen id is free
 * or belongs to something hidden from them. The response is the same in both cases, so the user can't find out whether
 * it exists.
 *
 * @param isKnown whether an item with this id exists and is the user's own or visible to them
 */
export async function idForNew(
  personId: string,
  chosen: string,
  isKnown: (id: string) => Promise<boolean>,
): Promise<string> {
  return isOwnedBy(personId, chosen) || (await isKnown(chosen)) ? chosen : idOfPerson(personId, chosen);
}

/**
 * The id under which `idForNew` stored an item if the client chose an id that wasn't one of the user's own. With it,
 * requests that use the chosen id still find the item.
 */
export function idOfChosen({ id }: Actor, chosen: string): string {
  return idOfPerson(id, chosen);
}
