import { lines, type Piece, pdfOf } from "../unit/report-import/pdf/pdf-writer";

const NOUNS = [
  "barge",
  "lock",
  "toll",
  "ledger",
  "harbour",
  "guild",
  "granary",
  "ferry",
  "canal",
  "weir",
  "clerk",
  "quay",
];
const VERBS = [
  "carried",
  "counted",
  "repaired",
  "watched",
  "opened",
  "crossed",
  "measured",
  "reached",
  "served",
  "left",
];
const PLACES = ["Kesh", "Dunmere", "Saltford", "Oakham", "Tarn", "Wyke", "Loxley", "Brindle"];

const PARAGRAPHS = 5;
const SENTENCES = 3;
/** Characters per line. */
const LINE = 62;

/** A report with this many pages: running heads, page numbers, headings, paragraphs and footnotes, all different. */
export function longReport(pages: number): Uint8Array {
  const random = randomFrom(1);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)]!;
  const sentence = () =>
    `In ${1600 + Math.floor(random() * 300)}, the ${pick(NOUNS)} of ${pick(PLACES)} ${pick(VERBS)} the ${pick(NOUNS)} near ${pick(PLACES)}, and the ${pick(NOUNS)} ${pick(VERBS)} it in ${pick(PLACES)}.`;
  return pdfOf(
    Array.from({ length: pages }, (_, page): Piece[] => {
      const pieces: Piece[] = [
        { text: "The waterways of the basin", x: 60, y: 34, size: 8, font: "italic" },
        { text: String(page + 1), x: 205, y: 570, size: 8 },
      ];
      if (page === 0) pieces.push({ text: "The Waterways of the Basin", x: 60, y: 64, size: 20, font: "bold" });
      let y = 90;
      if (page % 4 === 0) {
        pieces.push({
          text: `${1 + page / 4}. The ${pick(NOUNS)} of ${pick(PLACES)}`,
          x: 60,
          y,
          size: 13,
          font: "bold",
        });
        y += 22;
      }
      for (let paragraph = 0; paragraph < PARAGRAPHS; paragraph++) {
        const wrapped = wrap(Array.from({ length: SENTENCES }, sentence).join(" "));
        pieces.push(...lines(wrapped, { y }));
        y += 12 * wrapped.length + 8;
      }
      pieces.push({ box: [60, 518, 80, 0.5] });
      pieces.push({ text: String(page + 1), x: 60, y: 530, size: 5 });
      pieces.push({
        text: `${pick(PLACES)}, The ${pick(NOUNS)} books, ${1900 + (page % 100)}, p. ${page + 7}.`,
        x: 70,
        y: 533,
        size: 8,
      });
      return pieces;
    }),
  );
}

function wrap(text: string): string[] {
  const wrapped: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line.length + word.length > LINE) {
      wrapped.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...wrapped, line];
}

/** A pseudorandom number generator, so that every run uses the same file. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
