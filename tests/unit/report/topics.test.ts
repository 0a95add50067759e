import { describe, expect, it } from "vitest";
import { onTopic, topicsAmong, topicsIn } from "@/lib/report/topics";

describe("topics", () => {
  it("are separated by commas or line breaks, without duplicates and extra spaces", () => {
    expect(topicsIn([" Water  use ,Energy\nenergy", "ЭНЕРГИЯ", "Энергия,", ""])).toEqual([
      "Water use",
      "Energy",
      "ЭНЕРГИЯ",
    ]);
  });

  it("are counted by report under their most frequent spelling, the most frequent first", () => {
    const reports = [
      { topics: ["energy", "Water"] },
      { topics: ["Energy"] },
      { topics: ["Energy", "Cafe\u0301"] },
      { topics: ["Caf\u00e9"] },
    ];
    expect(topicsAmong(reports)).toEqual([
      { key: "energy", name: "Energy", count: 3 },
      { key: "caf\u00e9", name: "Cafe\u0301", count: 2 },
      { key: "water", name: "Water", count: 1 },
    ]);
    expect(onTopic(reports, "ENERGY")).toEqual(reports.slice(0, 3));
    expect(onTopic(reports, "air")).toEqual([]);
  });
});
