"use client";

import { useTranslations } from "next-intl";
import { textOfOffsets } from "@/app/_features/text";
import { TextButton } from "@/app/_ui/text-button";
import { WordChanges } from "@/app/_ui/word-changes";
import { useActions, usePage } from "../state/context";
import type { PlacedHighlight } from "../state/state";

/** Explains how a highlight's text has changed; renders nothing if it is unchanged. */
export function PlacementNote({ highlight }: { highlight: PlacedHighlight }) {
  const t = useTranslations();
  const { text } = usePage();
  const { detach } = useActions();
  const { state, attached, quote, start, end, may } = highlight;
  const root = text.current;
  if (state === "anchored" && !attached) return null;
  return (
    <div className="mb-1 text-small">
      <p className="text-muted">
        {attached ? t("editions.attached") : state === "moved" && t("editions.moved")}
        {state === "changed" && ` ${t("editions.changed")}`}
      </p>
      {state === "changed" && root && <WordChanges before={quote} after={textOfOffsets(root, start, end)} />}
      {attached && may.place && <TextButton onClick={() => detach(highlight)}>{t("editions.takeOff")}</TextButton>}
    </div>
  );
}
