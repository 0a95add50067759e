/** Program for `postings.test.ts`. Indexes 15,000 passages of 60 words each and prints the number of words. */
import { createSegment } from "@/lib/search/segment";

const words = Array.from({ length: 4_000 }, (_, number) => `w${number.toString(36)}x`);
const texts = Array.from({ length: 15_000 }, (_, passage) =>
  Array.from({ length: 60 }, (_, place) => words[(passage * 31 + place * place * 17) % words.length]).join(" "),
);
const segment = createSegment(
  texts.map((text, number) => ({
    report: "r",
    reportTitle: "R",
    block: String(number),
    kind: "paragraph",
    language: "en",
    section: null,
    page: null,
    pageCertain: false,
    start: 0,
    text,
    by: [],
    tags: [],
    note: null,
  })),
);
process.stdout.write(String(segment.words.length));
