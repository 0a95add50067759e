import { type PointerEvent, useRef } from "react";
import { boxBetween, isInside, moved, type PageBox, type PagePoint } from "./geometry";

interface Drag {
  from: PagePoint;
  /** The region at the start, if it is being moved; null if a new one is being drawn. */
  region: PageBox | null;
}

/** Handlers that draw a region on a page, or move it, with the mouse, a pen or a finger. */
export function useRegionDrag(
  region: PageBox | null,
  pointOf: (event: PointerEvent<HTMLElement>, page: number) => PagePoint,
  onChange: (region: PageBox) => void,
) {
  const drag = useRef<Drag | null>(null);
  return (page: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      const from = pointOf(event, page);
      drag.current = { from, region: region && isInside(from, region) ? region : null };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const { current } = drag;
      if (!current || current.from.page !== page) return;
      const to = pointOf(event, page);
      if (current.region) onChange(moved(current.region, to.x - current.from.x, to.y - current.from.y));
      else if (Math.hypot(to.x - current.from.x, to.y - current.from.y) > MIN_DRAG)
        onChange(boxBetween(current.from, to));
    },
    onPointerUp: () => {
      drag.current = null;
    },
    onPointerCancel: () => {
      drag.current = null;
    },
  });
}

/** Minimum length of a drag, in thousandths of the page. A shorter one is a click. */
const MIN_DRAG = 12;
