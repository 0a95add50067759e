import type { Collection } from "./collection";
import { bestOf, type Scored } from "./ranking";

/** For a document that is listed first, the others of its report with the same text, by number. */
export type Alike = ReadonlyMap<number, readonly number[]>;

/**
 * Keeps identical texts of one report, such as a source that is cited again and again, from standing one after the other: the best
 * placed stays, the others lose what raised them, and it tells where they are.
 *
 * @param hits the places in `scored` of those whose scores were raised, ascending
 * @param before their scores before that, in the same order: those of no other document are higher
 */
export function foldAlike(collection: Collection, scored: Scored, hits: Uint32Array, before: Float64Array): Alike {
  const twins = hits.filter((place) => collection.twins[scored.ids[place]!] === 1);
  const firsts = new Map<string, number[]>();
  const alike = new Map<number, number[]>();
  for (const place of bestOf(twins, scored, twins.length)) {
    const id = scored.ids[place]!;
    const { report, text } = collection.document(id);
    const same = firsts.get(text);
    const first = same?.find((other) => collection.document(other).report === report);
    if (first === undefined) {
      firsts.set(text, [...(same ?? []), id]);
      continue;
    }
    alike.set(first, [...(alike.get(first) ?? []), id]);
    scored.scores[place] = before[hits.indexOf(place)]!;
  }
  return alike;
}

/** A place where the same text stands once more. */
export interface AlikePlace {
  block: string;
  page: number | null;
}

/** Where else a text stands, in reading order; undefined where it does not. */
export function placesAlike(collection: Collection, alike: Alike, id: number): AlikePlace[] | undefined {
  const others = alike.get(id);
  return others && [...others].sort((a, b) => a - b).map((other) => placeOf(collection, other));
}

function placeOf(collection: Collection, id: number): AlikePlace {
  const { block, page } = collection.document(id);
  return { block, page };
}
