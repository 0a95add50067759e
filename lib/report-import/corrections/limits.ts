/** Maximum number of corrections of one file: replaying them is linear in their number and in the text. */
export const MAX_CORRECTIONS = 300;

/** Length of the start of a block's text that identifies it, and of the text on either side of a place, in UTF-16 code units. */
export const EXCERPT = 80;
