import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { billOfMaterials, components, isPermissive, licenceList, requirePermissive } from "@/lib/cli/licences.mjs";

const list = components();

describe("a licence", () => {
  it.each(["MIT", "Apache-2.0 AND MIT", "(MIT OR GPL-3.0-only)", "(BSD-2-Clause OR MIT OR Apache-2.0)"])(
    "is permissive: %s",
    (licence) => expect(isPermissive(licence)).toBe(true),
  );

  it.each(["GPL-3.0-only", "Apache-2.0 AND LGPL-3.0-or-later", "SEE LICENSE IN LICENSE", "CC-BY-NC-4.0", ""])(
    "isn't permissive: %s",
    (licence) => expect(isPermissive(licence)).toBe(false),
  );
});

describe("the packages of a release", () => {
  it("have licences that put no conditions on Concord", () => {
    expect(() => requirePermissive(list)).not.toThrow();
  });

  it("stop the build if one of them has another licence, or none", () => {
    const added = [
      { name: "a", version: "1.0.0", licence: "AGPL-3.0-only" },
      { name: "b", version: "2.0.0", licence: "" },
    ];
    expect(() => requirePermissive(added)).toThrow(/:\na 1\.0\.0: AGPL-3\.0-only\nb 2\.0\.0: unknown$/u);
  });

  it("include every direct dependency, and no development tools", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const names = new Set(list.map(({ name }) => name));
    const linked = Object.entries(dependencies).filter(([, version]) => version.startsWith("file:"));
    const stubs = new Set(linked.map(([name]) => name).filter((name) => name !== "better-sqlite3"));
    expect(Object.keys(dependencies).filter((name) => !names.has(name) && !stubs.has(name))).toEqual([]);
    expect(["vitest", "knip", "@biomejs/biome"].filter((name) => name in devDependencies && names.has(name))).toEqual(
      [],
    );
  });

  it("include fonts, WebAssembly modules and recognition data", () => {
    const names = list.map(({ name }) => name);
    for (const name of ["@fontsource-variable/inter", "PDFium", "OpenJPEG", "Tesseract", "tessdata (Kazakh)"]) {
      expect(names).toContain(name);
    }
  });
});

describe("the bill of materials", () => {
  const bill = JSON.parse(billOfMaterials(list, "1.2.3"));

  it("names Concord as an application with its version", () => {
    expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6" });
    expect(bill.metadata.component).toMatchObject({ type: "application", name: "concord", version: "1.2.3" });
  });

  it("identifies every package by its URL and hash", () => {
    const next = bill.components.find(({ name }: { name: string }) => name === "next");
    expect(next.purl).toMatch(/^pkg:npm\/next@\d/u);
    expect(next.hashes).toEqual([{ alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/u) }]);
  });

  it("has a different reference for each component", () => {
    const references = bill.components.map((each: { "bom-ref": string }) => each["bom-ref"]);
    expect(new Set(references).size).toBe(references.length);
  });
});

it("the list of licences contains each licence text once", () => {
  const text = licenceList(list);
  expect(text).toMatch(/^citeproc \S+: CPAL-1\.0 \(.+\)$/mu);
  expect(text).toMatch(/^tessdata \(English\) \S+ \(in @tesseract\.js-data\/eng\): Apache-2\.0$/mu);
  expect(text.split("SIL OPEN FONT LICENSE Version 1.1").length - 1).toBeGreaterThan(0);
  expect(text.split("Copyright (c) 2022 Vercel, Inc.").length - 1).toBeLessThanOrEqual(2);
});
