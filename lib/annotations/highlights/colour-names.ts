import "server-only";
import { type Actor, authorize } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { publish, withEventTransaction } from "../../events/log";
import { MAX_COLOUR_NAME } from "../limits";
import { oneLine } from "../notes/one-line";
import type { ColourNames } from "../schemas";
import { COLOURS, type Colour } from "./colours";
import { saveOnce } from "./save-once";

/** The team's names for highlight colours, in colour order. */
export async function listColourNames(db: Database, actor: Actor): Promise<ColourNames> {
  authorize(actor, "library.read", null);
  return colourNames(db);
}

/** Like `listColourNames`, but for callers that have already authorized the reader. */
export async function colourNames(db: Database | Transaction): Promise<ColourNames> {
  const rows = await db.colourName.findMany({ orderBy: { colour: "asc" } });
  return {
    colours: rows.flatMap(({ colour: stored, name }) => {
      const colour = COLOURS.find((each) => each === stored);
      return colour ? [{ colour, name }] : [];
    }),
  };
}

/**
 * Names a colour for the whole team.
 *
 * @param typed the new name; an empty one removes the name
 * @returns all names after the change
 * @throws UserError `forbidden` (403), `colour-name-too-long`, `colour-name-taken` (409)
 */
export function nameColour(db: Database, actor: Actor, colour: Colour, typed: string): Promise<ColourNames> {
  authorize(actor, "colour.name", null);
  const name = readName(typed);
  return withEventTransaction(db, async (tx) => {
    const subjectId = String(colour);
    await saveOnce(tx, actor, subjectId, async () => {
      const { colours } = await colourNames(tx);
      if (name === (colours.find((each) => each.colour === colour)?.name ?? "")) return;
      const isTaken = colours.some((each) => each.colour !== colour && sameName(each.name, name));
      if (isTaken) {
        throw new UserError("colour-name-taken", { name });
      }
      const change = { name, updatedAt: new Date() };
      if (name === "") await tx.colourName.deleteMany({ where: { colour } });
      else await tx.colourName.upsert({ where: { colour }, create: { colour, ...change }, update: change });
      // Clients receive all names at once, so the names don't need separate versions.
      await publish(tx, { kind: "colour.named", report: null, subjectId, version: 1, actorId: actor.id });
    });
    return colourNames(tx);
  });
}

function readName(typed: string): string {
  const name = oneLine(typed);
  if (name.length > MAX_COLOUR_NAME) {
    throw new UserError("colour-name-too-long", { max: MAX_COLOUR_NAME });
  }
  return name;
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
