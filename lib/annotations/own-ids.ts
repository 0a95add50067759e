import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Actor } from "../accounts/policy";

/**
 * The UUID that stands for a name which a person has chosen: another for each person, and always the same for one, so that a request which
 * comes again names the same thing (version 8, RFC 9562).
 */
function idOfPerson(personId: string, name: string): string {
  const bytes = createHash("sha256").update(`${personId} ${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
}

/** The id of what a save makes that names none: the same for the same save of the same person, so that it may be repeated. */
export function idOfSave({ id, saveKey }: Actor): string {
  return saveKey === undefined ? randomUUID() : idOfPerson(id, saveKey);
}

/**
 * The id that something new gets. That is the one which the person has chosen, unless something has it that they cannot see: a refusal would
 * tell them that this exists, so theirs gets another.
 *
 * @param isHidden whether an id is that of something which the person cannot see
 */
export async function idForNew(
  personId: string,
  chosen: string,
  isHidden: (id: string) => Promise<boolean>,
): Promise<string> {
  let id = chosen;
  while (await isHidden(id)) id = idOfPerson(personId, id);
  return id;
}
