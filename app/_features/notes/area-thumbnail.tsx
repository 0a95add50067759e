import { AreaPicture } from "@/app/_ui/area-picture";
import type { HighlightView } from "@/lib/annotations/schemas";
import { UNIT } from "@/lib/word-boxes/model";

/** A picture of the area that a highlight marks; nothing for a highlight in the text. */
export function AreaThumbnail({ highlight: { id, area, may } }: { highlight: HighlightView }) {
  // The server has no picture of an area that hasn't been saved. Users who can edit a saved one can also share it.
  if (!area || (may.edit && !may.share)) return null;
  const { x0, y0, x1, y1 } = area;
  const part = { left: x0 / UNIT, top: y0 / UNIT, right: x1 / UNIT, bottom: y1 / UNIT };
  return <AreaPicture src={`/api/highlights/${id}/picture`} part={"picture" in area ? part : null} />;
}
