import type { Root } from "mdast";
import { splitFrontMatter } from "../../report/front-matter";
import { parseBody } from "../../report/parse";
import { writeBody } from "../document";
import type { PageLayout } from "../layout";
import type { RegionContent } from "../regions";
import type { ImportWarning } from "../warning";
import { Corrector } from "./corrector";
import type { Correction } from "./schemas";
import { leavesOf, type Unit } from "./units";

/** The parts of a parsed file that corrections can change. */
interface Correctable {
  markdown: string;
  layout?: PageLayout;
  doubts: Pick<ImportWarning, "line" | "problem" | "note">[];
}

/**
 * Replays corrections, in order, on a newly parsed file. The same corrections to the same file always give the same
 * text.
 *
 * @param regions what the file contains in the marked regions, in the order of their corrections
 * @returns the corrected file, and whether each correction could be applied; corrections that could not be applied have
 *   no effect
 */
export function correct<Read extends Correctable>(
  read: Read,
  corrections: readonly Correction[],
  regions: readonly RegionContent[] = [],
): { read: Read; fits: boolean[] } {
  if (corrections.length === 0) return { read, fits: [] };
  const { body } = splitFrontMatter(read.markdown);
  const root = parseBody(body.normalize("NFC"));
  const { layout } = read;
  const corrector = new Corrector(root, layout);
  const contents = regions.values();
  const fits = corrections.map((correction) =>
    corrector.apply(correction, correction.kind === "region" ? contents.next().value : undefined),
  );
  const units = corrector.units.filter(({ text }) => text !== "");
  const head = read.markdown.slice(0, read.markdown.length - body.length);
  const corrected = {
    ...read,
    markdown: `${head}\n${writeBody(root)}`,
    doubts: openDoubts(read.doubts, units, root),
    ...(layout && { layout: layoutOf(corrector, units, layout) }),
  };
  return { read: fits.includes(true) ? corrected : read, fits };
}

/** The warnings, except those about notes that now have a marker or are gone. */
function openDoubts<Doubt extends Pick<ImportWarning, "note">>(
  doubts: readonly Doubt[],
  units: readonly Unit[],
  root: Root,
): Doubt[] {
  const open = new Set(units.flatMap(({ node }) => (node.type === "footnoteDefinition" ? [node.identifier] : [])));
  for (const leaf of leavesOf(root.children)) if (leaf.type === "footnoteReference") open.delete(leaf.identifier);
  return doubts.filter(({ note }) => note === undefined || open.has(note));
}

function layoutOf(corrector: Corrector, units: readonly Unit[], { sizes }: PageLayout): PageLayout {
  const { figures } = corrector;
  const boxesOf = (unit: Unit) => corrector.boxesOf(unit);
  const own = units.filter((unit) => unit.class === "footnote");
  return {
    sizes,
    body: units.filter((unit) => unit.class !== "footnote").map(boxesOf),
    ...(figures.length > 0 && { figures }),
    notes: Object.fromEntries(
      own.flatMap((unit) => (unit.node.type === "footnoteDefinition" ? [[unit.node.identifier, boxesOf(unit)]] : [])),
    ),
  };
}
