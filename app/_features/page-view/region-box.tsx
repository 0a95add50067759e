"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { moved, type PageBox, resized } from "./geometry";

/** How far an arrow key moves or resizes a region, in thousandths of the page. */
const STEP = 10;
const SMALL_STEP = 2;

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface RegionBoxProps {
  region: PageBox;
  onChange(region: PageBox): void;
  /** The region's name. By default, it names the page. @param edges in percent of the page's width and height */
  label?(edges: { left: number; top: number; width: number; height: number }): string;
}

/** The marked region of a page. The arrow keys move it, and with Shift they resize it. */
export function RegionBox({ region, onChange, label }: RegionBoxProps) {
  const t = useTranslations();
  const box = useRef<HTMLDivElement>(null);
  const { page, left, top, right, bottom } = region;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a region on another page is a new element
  useEffect(() => box.current?.focus({ preventScroll: true }), [page]);
  useEffect(() => {
    const { left, top } = region;
    if (left >= 0 && top >= 0) box.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [region]);

  const press = (event: KeyboardEvent) => {
    const direction = DIRECTIONS[event.key];
    if (!direction || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.altKey ? SMALL_STEP : STEP;
    const [x, y] = direction.map((each) => each * step) as [number, number];
    onChange(event.shiftKey ? resized(region, x, y) : moved(region, x, y));
  };

  const percent = (value: number) => Math.round(value / 10);
  const edges = {
    ...{ left: percent(left), top: percent(top) },
    ...{ width: percent(right - left), height: percent(bottom - top) },
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be moved with the arrow keys
    <div
      ref={box}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move it
      tabIndex={0}
      aria-label={label ? label(edges) : t("pageView.region", { page: page + 1, ...edges })}
      aria-roledescription={t("pageView.regionRole")}
      className="page-region absolute cursor-move"
      style={{
        left: `${left / 10}%`,
        top: `${top / 10}%`,
        width: `${(right - left) / 10}%`,
        height: `${(bottom - top) / 10}%`,
      }}
      onKeyDown={press}
    />
  );
}
