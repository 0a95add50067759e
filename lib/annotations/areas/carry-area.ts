import type { Anchor } from "../../anchoring/anchor";
import type { PlacedPicture } from "../../report/placed-pictures";
import type { Area } from "./area";

/**
 * Finds an area in another edition. An area on a picture moves with the picture, if it is recognized without doubt. An
 * area on a page has no place in another edition, because its pages can be different.
 *
 * @param before the pictures of the edition in which the area has its place
 * @param there the pictures of the other edition
 */
export function carryArea(
  area: Area,
  before: readonly PlacedPicture[],
  there: readonly PlacedPicture[],
): { anchor: Anchor; area: Area | null } {
  if ("page" in area) return { anchor: { state: "orphan" }, area: null };
  const same = there.filter(({ id }) => id === area.picture);
  const captions = new Set(before.filter(({ id }) => id === area.picture).map(({ caption }) => caption));
  const own = same.length > 1 ? same.filter(({ caption }) => captions.has(caption)) : same;
  const [found] = own;
  if (!found) return { anchor: { state: same.length > 1 ? "ambiguous" : "orphan" }, area: null };
  if (own.length > 1) return { anchor: { state: "ambiguous" }, area: null };
  return { anchor: { state: "anchored", start: found.offset, end: found.offset }, area };
}
