import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Actor } from "../../accounts/policy";
import { idOwnedBy, isOwnedBy } from "./id-owner";

/**
 * The id that stands for a name which a person has chosen: another for each person, and always the same for one, so that a request which
 * comes again names the same thing.
 */
function idOfPerson(personId: string, name: string): string {
  return idOwnedBy(personId, createHash("sha256").update(`${personId} ${name}`).digest("hex").slice(0, 16));
}

/** The id of what a save makes that names none: the same for the same save of the same person, so that it may be repeated. */
export function idOfSave({ id, saveKey }: Actor): string {
  return idOfPerson(id, saveKey ?? randomUUID());
}

/**
 * The id that something new gets. The id that was chosen is used only where it is one of the person's own (`idOwnedBy`), which nothing of
 * anybody else can have. Any other gets one that follows from the person and the choice, whether something hidden from them has the
 * chosen id or nothing has: the answers are the same, so nobody learns that it exists.
 *
 * @param isKnown whether the person knows of something with an id: their own, or what they can see
 */
export async function idForNew(
  personId: string,
  chosen: string,
  isKnown: (id: string) => Promise<boolean>,
): Promise<string> {
  return isOwnedBy(personId, chosen) || (await isKnown(chosen)) ? chosen : idOfPerson(personId, chosen);
}

/** The id of what a person has made under an id that was not theirs to choose: it goes on leading to it. */
export function idOfChosen({ id }: Actor, chosen: string): string {
  return idOfPerson(id, chosen);
}
