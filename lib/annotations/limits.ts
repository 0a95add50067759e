/** Who besides its author can see an item, from the smallest audience to the largest. */
export const VISIBILITIES = ["private", "group", "team"] as const;
/** Maximum length of a colour name, in UTF-16 code units. */
export const MAX_COLOUR_NAME = 24;
