import type { Translate } from "@/app/_messages/translate";
import type { Colour } from "@/lib/annotations/highlights/colours";

/** A colour with the team's name for it, if any: "Yellow: Evidence". */
export function colourSaid(t: Translate, colour: Colour, name: string | null): string {
  const said = t(`notes.colours.${colour}`);
  return name ? t("notes.colourNamed", { colour: said, name }) : said;
}
