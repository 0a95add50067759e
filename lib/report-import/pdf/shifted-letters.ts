import type { Glyph } from "./page";

/**
 * How far characters may be shifted up or down within a word, as a fraction of its size. The E of TeX is lowered and the A
 * of LaTeX is raised by about 0.21 in Computer Modern. Superscripts are raised by more than 0.3.
 */
const MAX_SHIFT = 0.28;
/** How far adjacent characters of a word may overlap, and how wide the gap between them may be, relative to its size. */
const MAX_OVERLAP = 0.5;
const MAX_GAP = 0.15;
/** Maximum gap after a lowered character, which may be the last of its word. */
const MAX_GAP_AFTER = 1;
/** Minimum size of a lowered character, relative to its word. Subscripts are smaller. */
const LOWERED_SIZE = 0.83;
/** Minimum size of a raised capital letter. The A of LaTeX is set at 0.7 of the size. */
const RAISED_SIZE = 0.65;

const UPPERCASE = /^\p{Lu}$/u;
const LETTER = /^\p{L}/u;

/**
 * Finds characters that are shifted up or down within a word, as in the logos of TeX and LaTeX. Such a character is drawn
 * between two others that share a baseline. It is either lowered and about as large as they are, or a raised capital
 * letter that overlaps both. Without this, it would be a line of its own, and would end the paragraph.
 *
 * @param glyphs the glyphs of a page in the order in which they are drawn
 * @param isSameBaseline whether two glyphs are on the same line
 * @returns the baseline of the word for each shifted character
 */
export function shiftedLetters(
  glyphs: readonly Glyph[],
  isSameBaseline: (a: Glyph, b: Glyph) => boolean,
): ReadonlyMap<Glyph, number> {
  const baselines = new Map<Glyph, number>();
  for (let at = 1; at < glyphs.length - 1; at++) {
    const [before, glyph] = [glyphs[at - 1]!, glyphs[at]!];
    if (isSameBaseline(before, glyph)) continue;
    // A character outside the Basic Multilingual Plane consists of two glyphs with the same box.
    const [second, third] = [glyphs[at + 1]!, glyphs[at + 2]];
    const isPair = second.x0 === glyph.x0 && second.baseline === glyph.baseline;
    const after = isPair ? third : second;
    if (!after || !isSameBaseline(before, after)) continue;
    if (!isLowered(before, glyph, after) && !isRaised(before, glyph, after)) continue;
    for (const half of isPair ? [glyph, second] : [glyph]) baselines.set(half, before.baseline);
  }
  return baselines;
}

function isLowered(before: Glyph, { baseline, look, x0, x1 }: Glyph, after: Glyph): boolean {
  const { size } = before.look;
  const shift = (baseline - before.baseline) / size;
  const [gap, gapAfter] = [(x0 - before.x1) / size, (after.x0 - x1) / size];
  return (
    shift > 0 &&
    shift <= MAX_SHIFT &&
    look.size >= LOWERED_SIZE * size &&
    gap >= -MAX_OVERLAP &&
    gap <= MAX_GAP &&
    gapAfter >= -MAX_OVERLAP &&
    gapAfter <= MAX_GAP_AFTER
  );
}

function isRaised(before: Glyph, { text, baseline, look, x0, x1 }: Glyph, after: Glyph): boolean {
  const { size } = before.look;
  const shift = (before.baseline - baseline) / size;
  const [overlap, overlapAfter] = [(before.x1 - x0) / size, (x1 - after.x0) / size];
  return (
    UPPERCASE.test(text) &&
    LETTER.test(before.text) &&
    LETTER.test(after.text) &&
    shift > 0 &&
    shift <= MAX_SHIFT &&
    look.size >= RAISED_SIZE * size &&
    overlap > 0 &&
    overlap <= MAX_OVERLAP &&
    overlapAfter > 0 &&
    overlapAfter <= MAX_OVERLAP
  );
}
