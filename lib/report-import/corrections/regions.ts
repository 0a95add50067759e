import type { RegionContent } from "../regions";
import { collapsed, excerptOf } from "./excerpts";
import type { Correction } from "./schemas";

/** A region of a page, and what it is. */
export type RegionToMark = Omit<Extract<Correction, { kind: "region" }>, "kind" | "text">;

/** The regions that corrections mark, in order. */
export function regionsOf(corrections: readonly Correction[]): RegionToMark[] {
  return corrections.flatMap((correction) =>
    correction.kind === "region" ? { page: correction.page, box: correction.box, as: correction.as } : [],
  );
}

/** Adds the start of the text to corrections that mark regions, so that they are not applied to a different text. */
export function withRegionTexts(
  corrections: readonly Correction[],
  regions: readonly RegionContent[],
): readonly Correction[] {
  const contents = regions.values();
  return corrections.map((correction) => {
    if (correction.kind !== "region") return correction;
    const { lines = [] } = contents.next().value ?? {};
    return correction.text === "" ? { ...correction, text: excerptOf(collapsed(lines.join(" "))) } : correction;
  });
}
