import { randomOf } from "../../support/random";
import { lines, pdfOf } from "../../unit/report-import/pdf/pdf-writer";

const WORDS =
  "the harbour grew with trade that river carried to coast and its merchants kept books in which every ship cargo debt of was written down historians have read them care ever since as they say more town than laws chronicles monuments do".split(
    " ",
  );

/** A PDF with pages full of different sentences. */
export function madeUpPdf(pages: number): Uint8Array {
  const random = randomOf("made up");
  const word = () => WORDS[Math.floor(random() * WORDS.length)]!;
  const line = (n: number) => `${n % 8 === 0 ? "Then" : word()} ${Array.from({ length: 10 }, word).join(" ")}`;
  return pdfOf(
    Array.from({ length: pages }, (_, page) => [
      ...(page === 0 ? [{ text: "Trade on the River", x: 60, y: 40, size: 22, font: "bold" as const }] : []),
      ...lines(
        Array.from({ length: 32 }, (_, n) => `${line(n)}${n % 8 === 7 ? "." : ""}`),
        { y: 80 },
      ),
    ]),
  );
}
