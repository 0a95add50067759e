import type { PlacedPicture } from "../../report/placed-pictures";
import { isSameLook, type Look } from "../../report-import/pictures/look";
import type { FoundArea } from "../../report-import/same-page";
import type { Area } from "./area";

/** Where an area is in another edition. */
export type CarriedArea =
  | {
      state: "anchored" | "changed";
      area: Area;
      /** Its place in the text; null if that is the place of the same words. */
      offset: number | null;
    }
  | { state: "orphan" | "ambiguous" };

type PictureArea = Extract<Area, { picture: string }>;
type PageArea = Extract<Area, { page: number }>;

/** The pictures of the edition in which an area has its place, those of the other edition, and the looks of both. */
export interface Pictures {
  before: readonly PlacedPicture[];
  there: readonly PlacedPicture[];
  looks: ReadonlyMap<string, Look | null>;
}

/** How much the proportions of a picture can differ, because sizes are rounded to pixels. */
const SAME_PROPORTIONS = 0.02;

/**
 * Finds an area on a picture in another edition. The picture must be the same file, or have the same look. If several
 * do, the one with the same caption counts, and if that isn't clear either, none.
 */
export function carryPictureArea(area: PictureArea, pictures: Pictures): CarriedArea {
  const { before, there, looks } = pictures;
  const equal = there.filter(({ id }) => id === area.picture);
  const alike = equal.length > 0 ? equal : alikeThere(area.picture, pictures);
  // Another picture of the earlier edition with the same look can be the one that is there now.
  const rivals = equal.length > 0 ? [] : before.filter((own) => alike.some((each) => isAlike(own, each, looks)));
  const isSure = alike.length === 1 && rivals.every(({ id }) => id === area.picture);
  const captions = new Set(before.filter(({ id }) => id === area.picture).map(({ caption }) => caption));
  const own = isSure ? alike : alike.filter(({ caption }) => captions.has(caption));
  const [found] = own;
  if (!found) return { state: alike.length > 0 ? "ambiguous" : "orphan" };
  if (own.length > 1) return { state: "ambiguous" };
  return { state: "anchored", area: { ...area, picture: found.id }, offset: found.offset };
}

/** The pictures whose looks `carryPictureArea` compares, of both editions; none if the same file is there. */
export function toCompare(area: PictureArea, { before, there }: Omit<Pictures, "looks">): readonly PlacedPicture[] {
  const own = before.find(({ id }) => id === area.picture);
  if (!own || there.some(({ id }) => id === area.picture)) return [];
  const known = new Set(before.map(({ id }) => id));
  return [...before, ...there.filter(({ id }) => !known.has(id))].filter((each) => haveSameProportions(own, each));
}

function alikeThere(picture: string, { before, there, looks }: Pictures): PlacedPicture[] {
  const known = new Set(before.map(({ id }) => id));
  const own = before.find(({ id }) => id === picture);
  return own ? there.filter((each) => !known.has(each.id) && isAlike(own, each, looks)) : [];
}

function isAlike(one: PlacedPicture, other: PlacedPicture, looks: Pictures["looks"]): boolean {
  const [look, otherLook] = [looks.get(one.id), looks.get(other.id)];
  return !!look && !!otherLook && haveSameProportions(one, other) && isSameLook(look, otherLook);
}

function haveSameProportions(one: PlacedPicture, other: PlacedPicture): boolean {
  const ratio = (one.width * other.height) / (one.height * other.width);
  return Math.abs(ratio - 1) <= SAME_PROPORTIONS + 1 / Math.min(one.width, one.height, other.width, other.height);
}

/** Places an area of a page of the same file, or of another file in which it was found. */
export function carryPageArea(area: PageArea, found: FoundArea | null): CarriedArea {
  if (!found) return { state: "orphan" };
  return { state: found.isChanged ? "changed" : "anchored", area: { ...area, page: found.page }, offset: null };
}
