"use client";

import { audienceKey, useAudiences } from "@/app/_features/notes";
import { useStored } from "@/app/_ui/use-stored";
import type { Colour } from "@/lib/annotations/highlights/colours";
import type { Audience } from "@/lib/annotations/rules";

/** How the next highlight will look and who will see it: as the last one did. Kept on the device. */
export interface MarkStyle {
  colour: Colour;
  audience: Audience;
}

/** The style of the next highlight, and a way to change it. */
export function useMarkStyle(): [MarkStyle, (change: Partial<MarkStyle>) => void] {
  const [kept, keep] = useStored("mark-style");
  const { choices } = useAudiences();
  const [, colour = "1", key = "team"] = /^([1-4]) (\S+)$/u.exec(kept ?? "") ?? [];
  // What was for a group that the person has left is put before nobody else.
  const audience = choices.find((choice) => audienceKey(choice) === key) ?? choices[0]!;
  const style = { colour: Number(colour) as Colour, audience };
  return [
    style,
    (change) => {
      const next = { ...style, ...change };
      keep(`${next.colour} ${audienceKey(next.audience)}`);
    },
  ];
}
