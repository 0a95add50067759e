import { TextButton } from "@/app/ui/text-button";
import { words } from "@/app/words/en";

/** Says that what was typed is not saved yet, and leads back to it. */
export function DraftKept({ onGoOn }: { onGoOn(): void }) {
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-2 border-line border-t text-small">
      <span className="text-muted">{words.notes.draftKept}</span>
      <TextButton onClick={onGoOn}>{words.notes.goOnWriting}</TextButton>
    </div>
  );
}
