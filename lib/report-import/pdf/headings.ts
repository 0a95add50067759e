import type { Draft, TextDraft } from "./drafts";
import { lettersOf } from "./letters";
import { isSameSize, type LineLook } from "./looks";
import type { Metrics } from "./metrics";
import type { OutlineEntry } from "./page";
import { addTo } from "./statistics";

/** Minimum size of a heading, as a multiple of the body size. */
const LARGER = 1.06;
/** Minimum gap above a heading that is not larger than the text, as a multiple of the usual line pitch. */
const MIN_GAP = 1.15;
/** Minimum difference between the gaps above and below an italic heading that is close to its text. */
const NEARER = 0.3;
/** Maximum numbers of lines and letters in a heading. Longer text is an introduction in large type. */
const MAX_LINES = 6;
const MAX_LENGTH = 300;
const MAX_LEVEL = 5;
/** Minimum share of the headings in a style that must be numbered for the numbers to determine their level. */
const MOST = 0.6;

/** Whether a block is a heading, judging by its style and the whitespace around it. */
export function isHeading(draft: TextDraft, next: Draft | undefined, { bodySize }: Metrics): boolean {
  const { look, lines, gapBefore, gapAfter, marker } = draft;
  const text = lines.map((line) => line.text).join(" ");
  if (lines.length > MAX_LINES || text.length > MAX_LENGTH || !/\p{L}/u.test(text)) return false;
  if (marker && marker.number === undefined && look.size < LARGER * bodySize) return false;
  const isSentence = /[.;,]["'”’»)]*$/u.test(text);
  if (look.size >= LARGER * bodySize) return !(isSentence && text.length > 120);
  if (look.size < 0.96 * bodySize || !(look.bold || look.italic) || isSentence || /:$/u.test(text)) return false;
  const differs = next?.type !== "text" || next.look.bold !== look.bold || next.look.italic !== look.italic;
  const isApart = gapAfter >= 1.04 || gapBefore >= gapAfter + NEARER;
  return lines.length <= 3 && gapBefore >= MIN_GAP && differs && (isApart || look.bold);
}

/**
 * The levels of headings, from 1. They come from the PDF outline, or from section numbers if headings of the same style
 * are numbered consistently, or else from size and weight.
 */
export function levelsOf(headings: readonly TextDraft[], outline: readonly OutlineEntry[]): Map<TextDraft, number> {
  const groups: { look: LineLook; headings: TextDraft[] }[] = [];
  for (const heading of headings) {
    const group = groups.find(({ look }) => isAlike(look, heading.look));
    if (group) group.headings.push(heading);
    else groups.push({ look: heading.look, headings: [heading] });
  }
  groups.sort((a, b) =>
    isSameSize(a.look.size, b.look.size) ? weightOf(b.look) - weightOf(a.look) : b.look.size - a.look.size,
  );
  const levels = new Map<TextDraft, number>();
  const outlined = outlineLevels(headings, outline);
  for (const [index, group] of groups.entries()) {
    for (const heading of group.headings) levels.set(heading, outlined?.get(heading) ?? Math.min(MAX_LEVEL, index + 1));
  }
  if (!outlined) byNumbers(groups, levels);
  return levels;
}

const isAlike = (a: LineLook, b: LineLook): boolean =>
  isSameSize(a.size, b.size) && a.bold === b.bold && a.italic === b.italic;
const weightOf = (look: LineLook): number => (look.bold ? 2 : 0) + (look.italic ? -1 : 0);

/** For example, "2.1.3" has depth 3. */
function numberedDepth(heading: TextDraft): number | undefined {
  const number = /^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s/u.exec(`${heading.lines[0]!.text} `)?.[1];
  return number?.split(".").length;
}

function byNumbers(groups: readonly { headings: TextDraft[] }[], levels: Map<TextDraft, number>): void {
  for (const { headings } of groups) {
    const depths = headings.map(numberedDepth);
    const numbered = depths.filter((depth) => depth !== undefined);
    if (numbered.length < MOST * headings.length || headings.length === 0) continue;
    const [first] = numbered;
    const isOne = numbered.every((depth) => depth === first);
    for (const [index, heading] of headings.entries()) {
      const depth = depths[index];
      if (depth !== undefined && (isOne || numbered.length === headings.length))
        levels.set(heading, Math.min(MAX_LEVEL, depth));
    }
  }
}

/** The levels in the outline, if the outline contains most headings. */
function outlineLevels(
  headings: readonly TextDraft[],
  outline: readonly OutlineEntry[],
): Map<TextDraft, number> | undefined {
  if (outline.length === 0) return undefined;
  const levels = new Map<TextDraft, number>();
  const places = new Map<string, number[]>();
  for (const [index, entry] of outline.entries()) addTo(places, lettersOf(entry.title), index);
  let at = 0;
  for (const heading of headings) {
    const letters = lettersOf(heading.lines.map((line) => line.text).join(""));
    const found = places.get(letters)?.find((index) => index >= at);
    if (found === undefined) continue;
    levels.set(heading, outline[found]!.level);
    at = found + 1;
  }
  if (levels.size < 0.9 * headings.length) return undefined;
  const least = Math.min(...levels.values());
  return new Map([...levels].map(([heading, level]) => [heading, Math.min(MAX_LEVEL, level - least + 1)]));
}
