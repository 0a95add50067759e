import { useTranslations } from "next-intl";
import { colourSaid, useColourNames } from "@/app/_features/notes";
import { COLOURS, type Colour } from "@/lib/annotations/highlights/colours";

interface ColourButtonsProps {
  /** The current colour, whose button is shown as pressed. */
  current?: Colour;
  /** Whether the buttons highlight text or change the colour of an existing highlight. */
  does: "highlightIn" | "recolour";
  onChoose(colour: Colour): void;
}

/** A button for each highlight colour. The keyboard shortcuts are 1 to 4. */
export function ColourButtons({ current, does, onChoose }: ColourButtonsProps) {
  const t = useTranslations();
  const [nameOf] = useColourNames();
  const labelOf = (colour: Colour) => {
    const name = nameOf(colour);
    const values = { colour: String(colour), name: name ?? "" };
    return t(`notes.${does}.${name === null ? "plain" : "named"}`, values);
  };
  return COLOURS.map((colour) => (
    <button
      key={colour}
      type="button"
      aria-label={labelOf(colour)}
      aria-pressed={current === undefined ? undefined : current === colour}
      title={t("notes.colourTip", { said: colourSaid(t, colour, nameOf(colour)), key: colour })}
      onClick={() => onChoose(colour)}
      className="group grid size-11 shrink-0 cursor-pointer place-items-center rounded hover:bg-accent-soft"
    >
      <span
        data-colour={colour}
        className="colour-swatch grid size-6 place-items-center rounded-full border border-control group-aria-pressed:ring-2 group-aria-pressed:ring-accent group-aria-pressed:ring-offset-2 group-aria-pressed:ring-offset-raised"
      />
    </button>
  ));
}
