import { useId } from "react";
import { words } from "../words/en";

interface WhoseNotesProps {
  /** Whose notes could be shown outside, and how many those are. */
  people: readonly { id: string; name: string; notes: number }[];
  /** Ids of those whose notes are. */
  chosen: readonly string[];
  onChoose(chosen: string[]): void;
}

/** Whose notes people outside see with what is shared. Nobody's, where none is chosen. */
export function WhoseNotes({ people, chosen, onChoose }: WhoseNotesProps) {
  const how = useId();
  if (people.length === 0) return null;
  return (
    <fieldset className="mt-3" aria-describedby={how}>
      <legend>{words.share.whoseNotes}</legend>
      <div className="mt-1">
        {people.map(({ id, name, notes }) => (
          <label key={id} className="flex min-h-11 cursor-pointer items-center gap-3">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                onChoose(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
              className="size-4 shrink-0 accent-accent"
            />
            <span className="wrap-anywhere">{words.share.notesOf(name, notes)}</span>
          </label>
        ))}
      </div>
      <p id={how} className="text-muted text-small">
        {words.share.whoseNotesHow}
      </p>
    </fieldset>
  );
}
