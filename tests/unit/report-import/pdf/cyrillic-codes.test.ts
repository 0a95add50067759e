import { expect, test } from "vitest";
import { withPdf } from "@/lib/report-import/pdf/open-pdf";
import { readPage } from "@/lib/report-import/pdf/read-page";
import { type PdfFile, readPdf } from "@/lib/report-import/pdf/read-pdf";
import { isRecognized } from "@/lib/report-import/pdf/text-layer";
import { type Font, lines, pdfOf } from "./pdf-writer";

const RUSSIAN = [
  "Введение описывает подготовку документов",
  "и рассказывает о том, как устроена система.",
  "Общие сведения о ней приведены ниже.",
];

/** Encodes a text, so that each of its characters is a code. Windows-1251 and T2A have the same letters. */
const encoded = (text: string, codes: Readonly<Record<string, number>> = {}): string =>
  [...text]
    .map((character) => {
      const letter = /[А-я]/u.test(character) ? character.codePointAt(0)! - 0x410 + 0xc0 : undefined;
      return String.fromCharCode(codes[character] ?? letter ?? character.codePointAt(0)!);
    })
    .join("");

const KOI8_R = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
const koi8 = (text: string): string =>
  encoded(text, Object.fromEntries([...KOI8_R].map((letter, n) => [letter, 0xc0 + n])));

const fileOf = (texts: readonly string[], font: Font = "bitmap"): Uint8Array => pdfOf([lines(texts, { font })]);

const read = (bytes: Uint8Array, recognize: "auto" | "never" = "auto"): Promise<PdfFile> =>
  withPdf(bytes, (pdf) => readPdf(pdf, { recognize }));

const textOf = ({ pages }: PdfFile): string => pages.flatMap(({ glyphs }) => glyphs.map(({ text }) => text)).join("");
const withoutSpaces = (texts: readonly string[]): string => texts.join("").replaceAll(" ", "");

const WINDOWS_CODES = { ё: 0xb8, Ё: 0xa8, "«": 0xab, "»": 0xbb, "№": 0xb9, "—": 0x97 };
const T2A_CODES = { ё: 0xbc, Ё: 0x9c, "«": 0xbe, "»": 0xbf, "№": 0x9d, "—": 0x16, ә: 0xba, қ: 0xa9, ұ: 0xb4, і: 0x69 };

test.each([
  ["Windows-1251", (text: string) => encoded(text, WINDOWS_CODES), ["Ёлка — её «пример», № 5"]],
  ["LaTeX’s T2A", (text: string) => encoded(text, T2A_CODES), ["Ёлка — её «пример», № 5", "әлеуметтік қызмет ұсыну"]],
  ["KOI8-R", koi8, []],
])("reads text of a font without Unicode in %s, without recognizing the page", async (_, encode, more) => {
  const texts = [...RUSSIAN, ...more, "LaTeX and English", "и"];
  const file = await read(fileOf(texts.map(encode)));
  expect(file.ocrLanguages).toBeUndefined();
  expect(textOf(file)).toBe(withoutSpaces(texts));
});

test("reads text whose font claims to be Latin", async () => {
  const file = await read(
    fileOf(
      RUSSIAN.map((text) => encoded(text)),
      "roman",
    ),
  );
  expect(textOf(file)).toBe(withoutSpaces(RUSSIAN));
});

test("reads pages with a few words like the other pages", async () => {
  const [text, few] = [RUSSIAN, ["Часть вторая"]].map((texts) =>
    lines(
      texts.map((line) => encoded(line)),
      { font: "bitmap" },
    ),
  );
  const file = await read(pdfOf([few!, text!, few!]));
  expect(file.ocrLanguages).toBeUndefined();
  expect(textOf(file)).toBe(`Частьвторая${withoutSpaces(RUSSIAN)}Частьвторая`);
});

test("leaves words with accents in Russian text as they are", async () => {
  expect(textOf(await read(fileOf([...RUSSIAN.map((text) => encoded(text)), "déjà vu", "façade"])))).toMatch(
    /déjàvufaçade$/u,
  );
});

test.each([
  ["French", ["L’été dernier, les élèves ont étudié à l’école où naît la gaieté.", "Ça dépend de la façon."]],
  ["Greek", ["Ç åéóáãùãÞ ðåñéãñÜöåé ôçí ðñïåôïéìáóßá ôùí åããñÜöùí", "êáé ôï óýóôçìá óôïé÷åéïèåóßáò"]],
])("doesn’t read %s as Cyrillic, but recognizes the page", async (_, texts) => {
  const bytes = fileOf(texts.map((text) => text.replaceAll("’", "'")));
  expect(textOf(await read(bytes, "never"))).not.toMatch(/\p{Script=Cyrillic}/u);
  const layer = await withPdf(bytes, async (pdf) => readPage(pdf, 0, 0)!.layer);
  expect(isRecognized(layer, "auto")).toBe(true);
});
