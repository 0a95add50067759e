import { expect, it } from "vitest";
import { isRecognized, NO_TEXT } from "@/lib/report-import/pdf/text-layer";

it.each([
  ["a page of text", { characters: 2000 }, false],
  ["text with a few symbols that are not mapped", { characters: 2000, unmapped: 100, isDrawn: true }, false],
  ["text without a Unicode map", { characters: 1500, unmapped: 900 }, true],
  ["text whose characters are all unknown", { characters: 0, unmapped: 900 }, true],
  ["a blank page", {}, false],
  ["a picture of a page", { isDrawn: true, pictured: 1 }, true],
  ["letters drawn as shapes", { isDrawn: true }, true],
  ["a picture of a page with a stamp", { characters: 120, isDrawn: true, pictured: 0.98 }, true],
  ["a picture of a page with a text layer", { characters: 2200, isDrawn: true, pictured: 1 }, false],
  ["a figure and its caption", { characters: 120, isDrawn: true, pictured: 0.4 }, false],
])("knows whether %s is a scan", (_, layer, expected) => {
  expect(isRecognized({ ...NO_TEXT, ...layer }, "auto")).toBe(expected);
});

it.each([
  ["a page of text", { characters: 2000 }, true],
  ["a picture of a page", { isDrawn: true, pictured: 1 }, true],
  ["a blank page", {}, false],
])("reads %s as an image only if that was chosen", (_, layer, expected) => {
  expect(isRecognized({ ...NO_TEXT, ...layer }, "always")).toBe(expected);
  expect(isRecognized({ ...NO_TEXT, ...layer }, "never")).toBe(false);
});
