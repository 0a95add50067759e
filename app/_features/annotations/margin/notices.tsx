"use client";

import { ownKey, useStored } from "@/app/_ui/use-stored";
import type { Highlights } from "../state/use-highlights";
import { EditionNotice } from "./edition-notice";
import { FirstHint } from "./first-hint";
import type { Unplaced } from "./use-unplaced";

interface NoticesProps {
  /** The person who reads, and whether they may mark. */
  me: { email: string };
  mayMark: boolean;
  /** The id of the edition on the page. */
  edition: string;
  highlights: Highlights;
  unplaced: Unplaced;
  /** Whether the hint says nothing new, or would be in the way. */
  isHintNeedless: boolean;
  /** Called when the person wants to see the highlights without a place. */
  onShowLost(): void;
}

/** What is said at the foot of the window, each once: that the text is a new edition, else what to do first. */
export function Notices({ me, mayMark, edition, highlights, unplaced, isHintNeedless, onShowLost }: NoticesProps) {
  const [summarySeen, setSummarySeen] = useStored(ownKey(me.email, `edition-seen/${edition}`));
  const [hintSeen, setHintSeen] = useStored(ownKey(me.email, "hint-seen"));
  const { isKnown, isOutdated, placed } = highlights;
  const { summary, attaching, pending } = unplaced;
  if (attaching || isOutdated) return null;
  if (summary && summarySeen === null) {
    return (
      <EditionNotice
        summary={summary}
        hasLost={pending.length > 0}
        onDismiss={() => setSummarySeen("seen")}
        onShowLost={onShowLost}
      />
    );
  }
  const hasMarked = hintSeen !== null || placed.some(({ may }) => may.edit);
  if (!isKnown || hasMarked || isHintNeedless) return null;
  return <FirstHint mayMark={mayMark} onDismiss={() => setHintSeen("seen")} />;
}
