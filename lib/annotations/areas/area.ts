import { z } from "zod";
import { PICTURE_ID } from "../../report/pictures";
import { UNIT } from "../../word-boxes/model";

/** The edges of an area, as fractions of the width and height of its page or picture, in `1 / UNIT`. */
const coordinate = z.number().int().min(0).max(UNIT);
const edges = { x0: coordinate, y0: coordinate, x1: coordinate, y1: coordinate };

/** A rectangle on a page of an edition's file. The page is its index, from 0. */
export const pageArea = z.strictObject({ page: z.number().int().min(0).max(9999), ...edges });

/** A rectangle on a picture of an edition. */
const pictureArea = z.strictObject({ picture: z.string().regex(PICTURE_ID), ...edges });

/**
 * The area that a highlight marks, if it doesn't mark text. An area inside a figure belongs to the picture, so that it
 * can move with it to the next edition.
 */
export const area = z
  .union([pageArea, pictureArea])
  .refine(({ x0, y0, x1, y1 }) => x0 < x1 && y0 < y1, "The area is empty.");
export type Area = z.infer<typeof area>;

/** An area as it is stored. */
export function storedArea(value: Area | null): string | null {
  return value && JSON.stringify(value);
}

/** The area in a column that `storedArea` wrote. */
export function areaIn(stored: string | null): Area | null {
  return stored === null ? null : (JSON.parse(stored) as Area);
}
