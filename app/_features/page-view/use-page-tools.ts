"use client";

import { useState } from "react";
import { useKeys } from "@/app/_ui/use-keys";
import type { Turn } from "./geometry";

/** Page widths, as multiples of the view's width. */
const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3] as const;

type Fit = "width" | "page";

/** How pages are laid out, and functions that change it. */
export interface PageTools {
  layout: {
    /** The width of the pages, or of two pages side by side, as a multiple of the view's width. */
    scale: number;
    isTwoUp: boolean;
    turn: Turn;
    hasThumbnails: boolean;
  };
  zoom: {
    percent: number;
    /** What the pages fit; null if neither. */
    fit: Fit | null;
    canShrink: boolean;
    canGrow: boolean;
    shrink(): void;
    grow(): void;
    fitTo(fit: Fit): void;
  };
  toggleTwoUp(): void;
  rotate(): void;
  toggleThumbnails(): void;
}

/**
 * The layout of pages.
 *
 * @param wholePage the scale at which a whole page fits the view, for one page or two pages side by side
 * @param hasKeys whether single-key shortcuts change it
 */
export function usePageTools(wholePage: (isTwoUp: boolean, turn: Turn) => number, hasKeys: boolean): PageTools {
  const [size, setSize] = useState<number | "page">(1);
  const [isTwoUp, setTwoUp] = useState(false);
  const [turn, setTurn] = useState<Turn>(0);
  const [hasThumbnails, setThumbnails] = useState(false);
  const scale = size === "page" ? wholePage(isTwoUp, turn) : size;
  const next = ZOOMS.find((zoom) => zoom > scale + ALMOST);
  const previous = ZOOMS.findLast((zoom) => zoom < scale - ALMOST);
  const fit = fitOf(size);

  const zoom = {
    percent: Math.round(100 * scale),
    fit,
    canShrink: previous !== undefined,
    canGrow: next !== undefined,
    shrink: () => setSize(previous ?? scale),
    grow: () => setSize(next ?? scale),
    fitTo: (to: Fit) => setSize(to === "page" ? "page" : 1),
  };
  const tools = {
    layout: { scale, isTwoUp, turn, hasThumbnails },
    zoom,
    toggleTwoUp: () => setTwoUp(!isTwoUp),
    rotate: () => setTurn(((turn + 1) % 4) as Turn),
    toggleThumbnails: () => setThumbnails(!hasThumbnails),
  };
  const keys = {
    "+": zoom.grow,
    "=": zoom.grow,
    "-": zoom.shrink,
    0: () => zoom.fitTo(fit === "width" ? "page" : "width"),
    d: tools.toggleTwoUp,
    R: tools.rotate,
    t: tools.toggleThumbnails,
  };
  useKeys(hasKeys ? keys : NO_KEYS);
  return tools;
}

function fitOf(size: number | "page"): Fit | null {
  if (size === "page") return "page";
  return size === 1 ? "width" : null;
}

/** Scales that differ by less than this are the same. */
const ALMOST = 0.01;

const NO_KEYS = {};
