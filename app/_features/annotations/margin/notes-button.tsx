import { StickyNote } from "lucide-react";
import { words } from "@/app/_messages/en";
import { ICON_BUTTON } from "@/app/_ui/icon-button";

/** Opens the list. It has no tool tip: closing the sheet puts the focus back here, and a tip would cover the page. */
export function NotesButton({ count, onClick }: { count: number; onClick(): void }) {
  return (
    <button
      type="button"
      aria-label={words.notes.open(count)}
      title={words.notes.title}
      onClick={onClick}
      className={`${ICON_BUTTON} relative`}
    >
      <StickyNote size={20} aria-hidden />
      {count > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0 min-w-4.5 rounded-full bg-accent px-1 text-center font-semibold text-[0.6875rem] text-paper leading-4.5 tabular-nums"
        >
          {words.notes.count(count)}
        </span>
      )}
    </button>
  );
}
