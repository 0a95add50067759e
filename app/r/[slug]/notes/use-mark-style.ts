"use client";

import { useStored } from "@/app/ui/use-stored";
import type { Colour } from "@/lib/annotations/colours";

/** How the next highlight will look and who will see it: as the last one did. Kept on the device. */
export interface MarkStyle {
  colour: Colour;
  visibility: "private" | "team";
}

function parse(kept: string | null): MarkStyle {
  const [, colour = "1", visibility] = /^([1-4]) (private|team)$/u.exec(kept ?? "") ?? [];
  return { colour: Number(colour) as Colour, visibility: visibility === "private" ? "private" : "team" };
}

/** The style of the next highlight, and a way to change it. */
export function useMarkStyle(): [MarkStyle, (change: Partial<MarkStyle>) => void] {
  const [kept, keep] = useStored("mark-style");
  const style = parse(kept);
  return [
    style,
    (change) => {
      const { colour, visibility } = { ...style, ...change };
      keep(`${colour} ${visibility}`);
    },
  ];
}
