import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { ReportMeta } from "@/lib/report/model";
import { citationsFor } from "@/lib/sharing/citations/kept";

const report = (title: string, year: number): ReportMeta & { slug: string } => ({
  ...{ slug: "rivers", title, authors: ["A. Author"], year, language: "en" },
});
const passage = (id: string, page: number, { title = "Rivers", year = 2020 } = {}) => ({
  report: report(title, year),
  edition: { id, ordinal: 1, createdAt: new Date() },
  pages: [{ page, certain: true, offset: 0 }],
});

describe("citations of shared passages", () => {
  it("are created in order, without duplicates, by a separate process that loads the styles", async () => {
    const [one, other] = [passage("1", 7), passage("2", 9, { title: "Towns", year: 2021 })];
    const [first, second] = await Promise.all([
      citationsFor([one, other, one], "ann"),
      citationsFor([other, passage("1", 8)], "ben"),
    ]);
    const titles = (cited: typeof first) => cited.map(({ chicago }) => chicago);
    expect(titles(first)).toEqual(["A. Author, Rivers, 2020, 7.", "A. Author, Towns, 2021, 9.", titles(first)[0]]);
    expect(titles(second)).toEqual([titles(first)[1], "A. Author, Rivers, 2020, 8."]);
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    expect(loaded.filter((file) => file.includes("@citation-js"))).toEqual([]);
  });
});
