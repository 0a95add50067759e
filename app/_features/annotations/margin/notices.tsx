"use client";

import { ownKey, useStored } from "@/app/_ui/use-stored";
import { useActions, useAnnotations, usePage, useUnplaced } from "../state/context";
import { EditionNotice } from "./edition-notice";
import { FirstHint } from "./first-hint";

/**
 * One-time notices at the bottom of the window: the notice about a new edition if there is one, otherwise the first-use
 * hint.
 */
export function Notices() {
  const { edition } = usePage();
  const { setListOpen, showUnplaced } = useActions();
  const me = useAnnotations((state) => state.me);
  const [summarySeen, setSummarySeen] = useStored(ownKey(me.email, `edition-seen/${edition.id}`));
  const [hintSeen, setHintSeen] = useStored(ownKey(me.email, "hint-seen"));
  const { summary, pending, settled } = useUnplaced();
  const isSilent = useAnnotations(({ attaching, isOutdated }) => attaching !== null || isOutdated);
  const isKnown = useAnnotations((state) => state.isKnown);
  const hasMarked = useAnnotations(({ placed }) => placed.some(({ may }) => may.edit));
  const isEmpty = useAnnotations(({ placed }) => placed.length === 0) && pending.length + settled.length === 0;
  // An empty margin already contains this hint. Without a margin, the selection toolbar covers it.
  const isHintNeedless = useAnnotations(({ hasMargin, selection }) => (hasMargin ? isEmpty : selection !== null));
  if (isSilent) return null;
  if (summary && summarySeen === null) {
    return (
      <EditionNotice
        summary={summary}
        hasLost={pending.length > 0}
        onDismiss={() => setSummarySeen("seen")}
        onShowLost={() => {
          setListOpen(true);
          showUnplaced();
        }}
      />
    );
  }
  if (!isKnown || hintSeen !== null || hasMarked || isHintNeedless) return null;
  return <FirstHint mayMark={me.role !== "reader"} onDismiss={() => setHintSeen("seen")} />;
}
