import { useTranslations } from "next-intl";
import { audienceKey, audiencesOf, type OwnGroups } from "@/app/_features/notes";
import type { Translate } from "@/app/_messages/translate";
import { store, useStored } from "@/app/_ui/use-stored";
import type { Colour } from "@/lib/annotations/highlights/colours";
import type { Audience } from "@/lib/annotations/rules";

/** The colour and audience of the last highlight, which are stored on the device and used for the next one. */
export interface MarkStyle {
  colour: Colour;
  audience: Audience;
}

const KEY = "mark-style";

function styleOf(t: Translate, kept: string | null, groups: OwnGroups): MarkStyle {
  const { choices } = audiencesOf(t, groups);
  const [, colour = "1", key = "team"] = /^([1-4]) (\S+)$/u.exec(kept ?? "") ?? [];
  // If the user has left the group, fall back to private.
  const audience = choices.find((choice) => audienceKey(choice) === key) ?? choices[0]!;
  return { colour: Number(colour) as Colour, audience };
}

/** The style of the next highlight. */
export function useMarkStyle(groups: OwnGroups): MarkStyle {
  const t = useTranslations();
  const [kept] = useStored(KEY);
  return styleOf(t, kept, groups);
}

/** Like `useMarkStyle`, but for use outside rendering. */
export function readMarkStyle(t: Translate, groups: OwnGroups): MarkStyle {
  return styleOf(t, localStorage.getItem(KEY), groups);
}

export function changeMarkStyle(t: Translate, groups: OwnGroups, change: Partial<MarkStyle>): void {
  const { colour, audience } = { ...readMarkStyle(t, groups), ...change };
  store(KEY, `${colour} ${audienceKey(audience)}`);
}
