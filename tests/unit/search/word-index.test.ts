import MiniSearch from "minisearch";
import { describe, expect, it } from "vitest";
import { tokenize } from "@/lib/search/analysis";
import { WordIndex } from "@/lib/search/word-index";

const TEXTS = [
  "Rivers and the River’s delta",
  "",
  "Дельта реки: a river, a river",
  "rivets, 1,024 rovers",
  "the rivers",
];

const wordsOf = (text: string) => tokenize(text).map(({ word }) => word);
const WORDS = [...new Set(TEXTS.flatMap(wordsOf))];

/** MiniSearch, used only through its documented API. */
function plain() {
  const index = new MiniSearch({ fields: ["text"], tokenize: wordsOf, processTerm: (word) => word });
  index.addAll(TEXTS.map((text, id) => ({ id, text })));
  return index;
}

/** @param moves whether postings are moved out of MiniSearch after each document, as happens in a large library */
function filled(moves: boolean): WordIndex {
  const index = new WordIndex((word) => WORDS.indexOf(word));
  for (const text of TEXTS) {
    index.put(text);
    if (moves) index.move();
  }
  index.file();
  return index;
}

function frequencies(index: WordIndex, word: string): Record<string, number> {
  const { documents, frequencies, from, to } = index.postingsOf(WORDS.indexOf(word));
  return Object.fromEntries(
    Array.from(documents.subarray(from, to), (document, place) => [document, frequencies[from + place]!]),
  );
}

describe("the word index; if a new version of MiniSearch fails here, see docs/decisions/0002", () => {
  it("returns the tokens that it indexed", () => {
    const index = new WordIndex(() => 0);
    expect(TEXTS.map((text) => index.put(text))).toEqual(TEXTS.map(tokenize));
  });

  it.each([false, true])(
    "has the postings that MiniSearch documents in toJSON() (moved between documents: %s)",
    (moves) => {
      const ours = filled(moves);
      // There is only one field, so there is only one entry.
      const documented = plain()
        .toJSON()
        .index.map(([word, fields]) => [word, fields[0]] as const);
      expect(Object.fromEntries(WORDS.map((word) => [word, frequencies(ours, word)]))).toEqual(
        Object.fromEntries(documented),
      );
      expect(frequencies(ours, "river")).toEqual({ 0: 1, 2: 2 });
    },
  );

  it.each([false, true])(
    "finds the same documents as MiniSearch's own search (moved between documents: %s)",
    (moves) => {
      const [ours, theirs] = [filled(moves), plain()];
      for (const [number, word] of WORDS.entries()) {
        const found = theirs.search(word).map(({ id }) => id);
        expect([...ours.documentsWith(number)], word).toEqual(found.toSorted());
      }
    },
  );

  it("keeps nothing in MiniSearch", () => {
    const { documentIds, fieldLength, storedFields, index } = filled(false).toJSON();
    expect([documentIds, fieldLength, storedFields, index]).toEqual([{}, {}, {}, []]);
  });
});
