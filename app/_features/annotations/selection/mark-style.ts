import { audienceKey, audiencesOf } from "@/app/_features/notes";
import { store, useStored } from "@/app/_ui/use-stored";
import type { GroupRef } from "@/lib/accounts/schemas";
import type { Colour } from "@/lib/annotations/highlights/colours";
import type { Audience } from "@/lib/annotations/rules";

/** How the next highlight will look and who will see it: as the last one did. Kept on the device. */
export interface MarkStyle {
  colour: Colour;
  audience: Audience;
}

const KEY = "mark-style";

function styleOf(kept: string | null, groups: readonly GroupRef[]): MarkStyle {
  const { choices } = audiencesOf(groups);
  const [, colour = "1", key = "team"] = /^([1-4]) (\S+)$/u.exec(kept ?? "") ?? [];
  // What was for a group that the person has left is not shown to anybody else.
  const audience = choices.find((choice) => audienceKey(choice) === key) ?? choices[0]!;
  return { colour: Number(colour) as Colour, audience };
}

/** The style of the next highlight. */
export function useMarkStyle(groups: readonly GroupRef[]): MarkStyle {
  const [kept] = useStored(KEY);
  return styleOf(kept, groups);
}

/** The same, where nothing is rendered. */
export function readMarkStyle(groups: readonly GroupRef[]): MarkStyle {
  return styleOf(localStorage.getItem(KEY), groups);
}

export function changeMarkStyle(groups: readonly GroupRef[], change: Partial<MarkStyle>): void {
  const { colour, audience } = { ...readMarkStyle(groups), ...change };
  store(KEY, `${colour} ${audienceKey(audience)}`);
}
