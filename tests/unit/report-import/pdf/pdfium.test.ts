import { afterEach, expect, test, vi } from "vitest";
import { importPdf } from "@/lib/report-import/pdf";
import { lines, pdfOf } from "./pdf-writer";

afterEach(() => vi.restoreAllMocks());

const read = () => importPdf(pdfOf([lines(["The harbour grew."])]), { slug: "harbour", title: "Harbour" });

class NoMemory {
  constructor() {
    throw new RangeError("WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance");
  }
}

test("an engine for which there is no memory rejects the file with a clear message", async () => {
  vi.spyOn(WebAssembly, "Instance").mockImplementation(NoMemory as never);
  vi.spyOn(console, "error").mockImplementation(() => {});
  await expect(read()).rejects.toMatchObject({ code: "pdf-too-large" });
});

test("an engine defines no global variables, which would keep its memory alive", async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  await read();
  expect(Object.getOwnPropertyNames(globalThis)).toEqual(before);
});
