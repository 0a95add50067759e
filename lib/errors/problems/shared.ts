/* Messages shared by several errors with different codes. */

export const TITLE_TOO_LONG = "The title is longer than {max} characters. Shorten it.";
export const TOO_NESTED = "The file is nested too deeply to be read.";
