import { words } from "@/app/_messages/en";
import { TextButton } from "@/app/_ui/text-button";

/** Says that what was typed is not saved yet, and leads back to it. */
export function DraftKept({ onGoOn }: { onGoOn(): void }) {
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-2 border-line border-t text-small">
      <span className="text-muted">{words.notes.draftKept}</span>
      <TextButton onClick={onGoOn}>{words.notes.goOnWriting}</TextButton>
    </div>
  );
}
