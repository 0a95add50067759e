import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pictureFile, storeReport } from "@/lib/report-import/store";
import { pngOf, readPicture } from "../../support/pictures";

vi.mock("node:fs/promises", async (importActual) => {
  const actual = await importActual<typeof import("node:fs/promises")>();
  return { ...actual, rename: vi.fn(actual.rename) };
});

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "concord-import-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const encode = (text: string) => new TextEncoder().encode(text);
const files = async () => (await readdir(dir, { recursive: true })).sort();
const text = (name: string) => readFile(path.join(dir, name), "utf8");

test("writes the report and its source, and leaves no other files", async () => {
  expect(await storeReport(dir, { slug: "a", markdown: "# A" }, encode("A"))).toBe("written");
  expect(await files()).toEqual(["a.md", "sources", path.join("sources", "a.txt")]);
  expect([await text("a.md"), await text("sources/a.txt")]).toEqual(["# A", "A"]);
});

test("writes the pictures too", async () => {
  const picture = readPicture(pngOf(8, 8));
  const report = { slug: "a", markdown: "# A", pictures: [picture] };
  expect(await storeReport(dir, report, encode("A"))).toBe("written");
  expect(new Uint8Array(await readFile(path.join(dir, pictureFile(picture.id))))).toEqual(picture.bytes);
  expect(await storeReport(dir, report, encode("A"))).toBe("unchanged");
});

test("reports that nothing changed", async () => {
  await storeReport(dir, { slug: "a", markdown: "# A" }, encode("A"));
  expect(await storeReport(dir, { slug: "a", markdown: "# A" }, encode("A"))).toBe("unchanged");
});

test.each([
  ["report", "# B", "A"],
  ["source", "# A", "B"],
])("refuses to overwrite a different %s, and loses nothing", async (_, markdown, source) => {
  await storeReport(dir, { slug: "a", markdown: "# A" }, encode("A"));
  await expect(storeReport(dir, { slug: "a", markdown: markdown }, encode(source))).rejects.toMatchObject({
    code: "import-exists",
    message: expect.stringContaining("--replace"),
  });
  expect([await text("a.md"), await text("sources/a.txt")]).toEqual(["# A", "A"]);
});

test("overwrites both with `replace`", async () => {
  await storeReport(dir, { slug: "a", markdown: "# A" }, encode("A"));
  expect(await storeReport(dir, { slug: "a", markdown: "# B" }, encode("B"), true)).toBe("written");
  expect([await text("a.md"), await text("sources/a.txt")]).toEqual(["# B", "B"]);
});

test("writes neither file if the source cannot be written", async () => {
  await writeFile(path.join(dir, "sources"), "a file, not a folder");
  await expect(storeReport(dir, { slug: "a", markdown: "# A" }, encode("A"))).rejects.toThrow();
  expect(await files()).toEqual(["sources"]);
});

test("restores the old source if the report cannot be replaced", async () => {
  await storeReport(dir, { slug: "a", markdown: "# A" }, encode("A"));
  const { rename: realRename } = await vi.importActual<typeof import("node:fs/promises")>("node:fs/promises");
  vi.mocked(rename).mockImplementationOnce(realRename).mockRejectedValueOnce(new Error("The disk is full."));
  await expect(storeReport(dir, { slug: "a", markdown: "# B" }, encode("B"), true)).rejects.toThrow(
    "The disk is full.",
  );
  expect([await text("a.md"), await text("sources/a.txt")]).toEqual(["# A", "A"]);
  expect(await files()).toEqual(["a.md", "sources", path.join("sources", "a.txt")]);
});
