import type { Translate } from "@/app/_messages/translate";
import type { PreviewedBlock } from "@/lib/library/edition-schemas";
import { EXCERPT } from "@/lib/report-import/corrections/limits";
import type { BlockTarget, Correction, Place } from "@/lib/report-import/corrections/schemas";

/** The levels that a block can be given. As in Markdown, level 1 is the report's title. 0 means a paragraph. */
export const DEPTHS = [0, 2, 3, 4, 5, 6] as const;

/** Maximum length of an excerpt in the list of corrections, in UTF-16 code units. */
const SHOWN = 60;

/** A correction described in words. */
export function ruleText(t: Translate, correction: Correction): string {
  switch (correction.kind) {
    case "level": {
      const text = shortened(correction.block.text);
      const { depth } = correction;
      return depth === 0
        ? t("add.review.rule.paragraph", { text })
        : t("add.review.rule.heading", { text, level: Math.max(1, depth - 1) });
    }
    case "merge":
    case "omit":
      return t(`add.review.rule.${correction.kind}`, { text: shortened(correction.block.text) });
    case "split":
      return t("add.review.rule.split", {
        text: shortened(correction.block.text),
        after: shortened(correction.place.after.trim()),
      });
    case "omit-line":
      return t("add.review.rule.omitLine", { text: shortened(correction.text) });
    case "marker":
      return t("add.review.rule.marker", {
        label: correction.note.label ?? "",
        text: shortened(correction.block.text),
      });
    case "region":
      return t(`add.region.rule.${correction.as}`, { page: correction.page + 1 });
    case "describe":
      return t("add.review.rule.describe", { text: shortened(correction.text) });
  }
}

function shortened(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN).trimEnd()}…`;
}

/** A place in a block's text. */
export function placeIn(text: string, at: number): Place {
  return { at, before: text.slice(Math.max(0, at - EXCERPT), at), after: text.slice(at, at + EXCERPT) };
}

/** What can be done with a block. */
export interface Options {
  depth: boolean;
  merge: boolean;
  split: boolean;
  marker: boolean;
  omit: boolean;
  omitLine: boolean;
}

/** Returns which corrections can be applied to a block of this kind. */
export function optionsFor({ target }: PreviewedBlock, index: number, hasNotes: boolean): Options {
  const { kind, text } = target;
  const isText = kind !== "table-row" && kind !== "footnote";
  return {
    depth: isText,
    merge: kind !== "table-row" && index > 0,
    split: kind !== "table-row",
    marker: isText && hasNotes,
    omit: true,
    // Only single lines can be removed everywhere. A longer block has several lines.
    omitLine: isText && text.length < EXCERPT,
  };
}

/** A report's notes. */
export function notesOf(blocks: readonly PreviewedBlock[]): BlockTarget[] {
  return blocks.flatMap(({ target }) => (target.kind === "footnote" ? [target] : []));
}
