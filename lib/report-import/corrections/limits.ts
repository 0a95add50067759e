/**
 * Maximum number of corrections to one file. The time it takes to replay them is proportional to their number and to
 * the length of the text.
 */
export const MAX_CORRECTIONS = 300;

/**
 * The length of an excerpt, in UTF-16 code units. A block is identified by an excerpt from its start, and a place by an
 * excerpt on either side of it.
 */
export const EXCERPT = 80;

/** Maximum length of a picture's description, in UTF-16 code units. */
export const MAX_DESCRIPTION = 1000;
