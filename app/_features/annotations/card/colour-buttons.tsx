import { useColourNames } from "@/app/_features/notes";
import { words } from "@/app/_messages/en";
import { COLOURS, type Colour } from "@/lib/annotations/highlights/colours";

interface ColourButtonsProps {
  /** The colour in use, shown as pressed. */
  current?: Colour;
  /** Names a button, for instance "Highlight in yellow"; with what the team calls the colour, if anything. */
  label(colour: Colour, name: string | null): string;
  onChoose(colour: Colour): void;
}

/** One button for each colour a highlight can have; their keys are 1 to 4. */
export function ColourButtons({ current, label, onChoose }: ColourButtonsProps) {
  const [nameOf] = useColourNames();
  return COLOURS.map((colour) => (
    <button
      key={colour}
      type="button"
      aria-label={label(colour, nameOf(colour))}
      aria-pressed={current === undefined ? undefined : current === colour}
      title={words.notes.colourTip(words.notes.colour(colour, nameOf(colour)), colour)}
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
