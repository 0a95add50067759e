/**
 * Maximum number of corrections to one file. Replaying them takes time in proportion to their number and to the length
 * of the text.
 */
export const MAX_CORRECTIONS = 300;

/**
 * How much of the start of a block's text identifies it, and how much text on either side identifies a place, in UTF-16
 * code units.
 */
export const EXCERPT = 80;
