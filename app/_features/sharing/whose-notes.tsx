import { useTranslations } from "next-intl";
import { useId } from "react";

interface WhoseNotesProps {
  /** The authors of shareable notes, how many such notes each has written, and how many of those are shown. */
  people: readonly { id: string; name: string; notes: number; shown: number }[];
  /** Shows all of an author's notes, or none. */
  onChoose(person: string, shown: boolean): void;
}

/** Checkboxes for choosing whose notes a share shows. At first, none are selected. */
export function WhoseNotes({ people, onChoose }: WhoseNotesProps) {
  const t = useTranslations();
  const how = useId();
  if (people.length === 0) return null;
  return (
    <fieldset className="mt-3" aria-describedby={how}>
      <legend>{t("share.whoseNotes")}</legend>
      <div className="mt-1">
        {people.map(({ id, name, notes, shown }) => {
          const isSome = shown > 0 && shown < notes;
          return (
            <label key={id} className="flex min-h-11 cursor-pointer items-center gap-3">
              <input
                ref={(box) => {
                  if (box) box.indeterminate = isSome;
                }}
                type="checkbox"
                checked={shown > 0 && !isSome}
                onChange={({ target }) => onChoose(id, target.checked)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="wrap-anywhere">
                {isSome
                  ? t("share.someNotesOf", { name, shown, count: notes })
                  : t("share.notesOf", { name, count: notes })}
              </span>
            </label>
          );
        })}
      </div>
      <p id={how} className="text-muted text-small">
        {t("share.whoseNotesHow")}
      </p>
    </fieldset>
  );
}
