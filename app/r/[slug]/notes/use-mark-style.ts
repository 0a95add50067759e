"use client";

import { useSyncExternalStore } from "react";
import type { Colour } from "@/lib/annotations/schemas";

/** How the next highlight will look and who will see it: as the last one did. Kept on the device. */
export interface MarkStyle {
  colour: Colour;
  visibility: "private" | "team";
}

const STORAGE_KEY = "mark-style";
const CHANGED = "concord:mark-style";
const FIRST: MarkStyle = { colour: 1, visibility: "team" };

let stored: string | null = null;
let style = FIRST;

/** The same object as long as nothing changed, as `useSyncExternalStore` asks. */
function read(): MarkStyle {
  const now = localStorage.getItem(STORAGE_KEY);
  if (now === stored) return style;
  stored = now;
  const [colour, visibility] = (now ?? "").split(" ");
  style = {
    colour: colour && /^[1-4]$/u.test(colour) ? (Number(colour) as Colour) : FIRST.colour,
    visibility: visibility === "private" ? "private" : "team",
  };
  return style;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

/** The style of the next highlight, and a way to change it. */
export function useMarkStyle(): [MarkStyle, (change: Partial<MarkStyle>) => void] {
  const current = useSyncExternalStore(subscribe, read, () => FIRST);
  const change = (next: Partial<MarkStyle>) => {
    const { colour, visibility } = { ...read(), ...next };
    localStorage.setItem(STORAGE_KEY, `${colour} ${visibility}`);
    window.dispatchEvent(new Event(CHANGED));
  };
  return [current, change];
}
