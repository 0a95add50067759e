/** Who may see a thing beside its author, from the fewest people to the most. */
export const VISIBILITIES = ["private", "group", "team"] as const;
/** UTF-16 code units of the name of a colour. */
export const MAX_COLOUR_NAME = 24;
