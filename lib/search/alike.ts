import type { Collection } from "./collection";
import { bestOf, type Scored } from "./ranking";

/** Maps the number of each listed document to the other documents in the same report that have the same text. */
export type Alike = ReadonlyMap<number, readonly number[]>;

/**
 * Keeps identical texts of one report, such as a source cited repeatedly, from filling the list. The best-ranked copy
 * keeps its rank. The other copies lose their score boost, and the hit for the best copy lists their places.
 *
 * @param hits indexes in `scored` of the documents whose scores were boosted, ascending
 * @param before their scores before the boost, in the same order; no other document scores higher
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

/** Another place with the same text. */
export interface AlikePlace {
  block: string;
  page: number | null;
}

/** The other places with the same text, in reading order; undefined if there are none. */
export function placesAlike(collection: Collection, alike: Alike, id: number): AlikePlace[] | undefined {
  const others = alike.get(id);
  return others && [...others].sort((a, b) => a - b).map((other) => placeOf(collection, other));
}

function placeOf(collection: Collection, id: number): AlikePlace {
  const { block, page } = collection.document(id);
  return { block, page };
}
