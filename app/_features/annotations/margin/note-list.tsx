import { FilterBar, HighlightCard, UnplacedList } from "../on-demand";
import { useAnnotations, useNotesShown, useUnplaced } from "../state/context";
import { NoNotes } from "./no-notes";

/** Whether the report has no notes. */
function useIsEmpty(): boolean {
  const { pending, settled } = useUnplaced();
  const hasNone = useAnnotations(({ isKnown, placed }) => isKnown && placed.length === 0);
  return hasNone && pending.length + settled.length === 0;
}

/** The empty state, if there are no notes. */
export function IfEmpty() {
  const mayMark = useAnnotations((state) => state.me.role !== "reader");
  return useIsEmpty() && <NoNotes mayMark={mayMark} />;
}

/** A list of cards, one for each note that matches the filter, with their passages. */
export function NoteCards() {
  const { pending, settled } = useUnplaced();
  const { highlights } = useNotesShown();
  return (
    <>
      {pending.length + settled.length > 0 && <UnplacedList />}
      <ul className="mt-3 flex flex-col gap-3">
        {highlights.map((highlight) => (
          // The browser skips the layout of cards outside the window.
          <li key={highlight.id} className="[contain-intrinsic-size:auto_8rem] [content-visibility:auto]">
            <HighlightCard highlight={highlight} isApart />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The list of all notes, with its filter. */
export function NoteList() {
  const isEmpty = useIsEmpty();
  if (isEmpty) return <IfEmpty />;
  return (
    <>
      <FilterBar />
      <NoteCards />
    </>
  );
}
