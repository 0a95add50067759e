"use client";

import { textOfOffsets } from "@/app/_features/text";
import { words } from "@/app/_messages/en";
import { TextButton } from "@/app/_ui/text-button";
import { WordChanges } from "@/app/_ui/word-changes";
import { useActions, usePage } from "../state/context";
import type { PlacedHighlight } from "../state/state";

/** Says what has become of a highlight's words since they were highlighted; nothing where they stand as they did. */
export function PlacementNote({ highlight }: { highlight: PlacedHighlight }) {
  const { text } = usePage();
  const { detach } = useActions();
  const { state, attached, quote, start, end, may } = highlight;
  const root = text.current;
  if (state === "anchored" && !attached) return null;
  return (
    <div className="mb-1 text-small">
      <p className="text-muted">
        {attached ? words.editions.attached : state === "moved" && words.editions.moved}
        {state === "changed" && ` ${words.editions.changed}`}
      </p>
      {state === "changed" && root && <WordChanges before={quote} after={textOfOffsets(root, start, end)} />}
      {attached && may.place && <TextButton onClick={() => detach(highlight)}>{words.editions.takeOff}</TextButton>}
    </div>
  );
}
