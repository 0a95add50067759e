import { describe, expect, it } from "vitest";
import type { GivenMeta } from "@/lib/report-import/meta";
import { finishUpload, type JobReport, readToKeep, readUploadedFile } from "@/lib/report-import/upload";
import { pdfOf } from "./pdf/pdf-writer";
import { docxOf, p, run, styled } from "./structured/word";

const TEXT = "The survey of the basin was made by nine people in two wet summers.";
const RUSSIAN = "Баржи гильдии возят зерно из четырёх гаваней к морю осенью.";
const encode = (text: string) => new TextEncoder().encode(text);
const page = (text: string, title?: string) => [
  ...(title === undefined ? [] : [{ text: title, x: 60, y: 60, size: 22, font: "bold" as const }]),
  { text, x: 60, y: 100 },
];

const FILES: [format: string, name: string, content: Uint8Array][] = [
  ["pdf", "tolls.pdf", pdfOf([page(TEXT, "Tolls of the Basin"), page("It rained.")])],
  ["docx", "tolls.docx", docxOf(`${styled("a3", "Tolls")}${styled("1", "First")}${p(run(TEXT))}`)],
  ["docx", "баржи.docx", docxOf(`${styled("a3", "Баржи")}${p(run(RUSSIAN))}`)],
  [
    "text",
    "tolls.txt",
    encode(`A Plain Report\n\nEdited by Ann Lee\nOslo 2020\n\nContents\n\nFirst\t1\n\nFirst\n\n${TEXT}\n`),
  ],
  ["markdown", "tolls.md", encode(`# Tolls\n\n${TEXT}\n`)],
  ["markdown", "tolls.md", encode(`---\ntitle: Tolls\nyear: 1900\n---\n\n${TEXT}\n`)],
];

const DETAILS: [string, GivenMeta][] = [
  ["no details", {}],
  ["a language", { language: "ru" }],
  ["an imprint", { place: "Oslo", publisher: "Basin Press", year: 1904, editor: "Mira Castellan" }],
  ["authors", { authors: ["Ann Lee", { literal: "World Bank Group" }] }],
];

describe.each(FILES)("a stored %s file: %s", (format, name, content) => {
  it.each(DETAILS)("with %s becomes the same report as when the file is read again", async (_, given) => {
    const { drawn, ...kept } = await readToKeep({ name, given: {}, content }, () => {});
    expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
    const { drawn: own, ...expected } = await readUploadedFile({ name, given, content, corrections: [] });
    expect(drawn).toEqual(own);
    expect(expected.format).toBe(format);
    expect(finishUpload({ name, given, corrections: [], regions: [], read: kept })).toEqual(expected);
  });
});

it("reports the progress of reading a PDF page by page, and then each further step", async () => {
  const content = pdfOf([page(TEXT, "Tolls of the Basin"), page("It rained."), page("They went home.")]);
  const reported: JobReport[] = [];
  await readToKeep({ name: "tolls.pdf", given: {}, content }, (progress) => reported.push(progress));
  expect(reported).toEqual([
    ...[1, 2, 3].map((number) => ({ stage: "pages", page: number, pages: 3 })),
    { stage: "structure" },
    { stage: "check" },
  ]);
});

it("a file is corrected in the same way whether it is read again or its stored result is used", async () => {
  const [, name, content] = FILES[0]!;
  const corrections = [{ kind: "omit-line" as const, text: "It rained." }];
  const kept = await readToKeep({ name, given: {}, content }, () => {});
  const expected = await readUploadedFile({ name, given: {}, content, corrections });
  expect(expected).toMatchObject({ fits: [true], report: { text: TEXT } });
  expect(expected.layout?.body).toHaveLength(1);
  expect(finishUpload({ name, given: {}, corrections, regions: [], read: kept })).toEqual(expected);
});
