/** The colours that a highlight can have; what they mean is the team's own. */
export const COLOURS = [1, 2, 3, 4] as const;
export type Colour = (typeof COLOURS)[number];
