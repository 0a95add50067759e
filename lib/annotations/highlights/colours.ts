/** The highlight colours; their meaning is up to the team. */
export const COLOURS = [1, 2, 3, 4] as const;
export type Colour = (typeof COLOURS)[number];
