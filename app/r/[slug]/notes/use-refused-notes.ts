"use client";

import { useEffect, useRef } from "react";
import { outboxOf } from "@/app/outbox/outbox";
import { useOutbox } from "@/app/outbox/use-outbox";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import { type ChangeDraft, draftOfRefused, replyKey } from "./use-drafts";

/**
 * Makes a draft of each note or reply that the server would not take because somebody has changed it meanwhile, and says so. The
 * draft is opened with what it says now above it.
 *
 * @param onShow called with the ids of the highlight and, of a reply, of that, where the person wants to see both
 */
export function useRefusedNotes(
  slug: string,
  email: string,
  changeDraft: ChangeDraft,
  onShow: (highlight: string, reply: string | null) => void,
): void {
  const { changes } = useOutbox(email);
  const show = useRef(onShow);
  useEffect(() => {
    show.current = onShow;
  });
  useEffect(() => {
    for (const { key, report, highlight, change, refusal } of changes) {
      if (report !== slug || refusal?.code !== "conflict") continue;
      if (change.kind !== "note.save" && change.kind !== "reply.save") continue;
      const reply = change.kind === "reply.save" ? change.reply : null;
      let isKept = false;
      changeDraft(reply ? replyKey(highlight, reply) : highlight, (draft) => {
        const next = draftOfRefused(draft, change);
        isKept = next !== null;
        return next ?? draft ?? null;
      });
      if (!isKept) continue;
      outboxOf(email).drop(key);
      say({
        title: words.unsaved.conflict,
        stays: true,
        action: { label: words.unsaved.showBoth, onClick: () => show.current(highlight, reply) },
      });
      return;
    }
  }, [changes, slug, email, changeDraft]);
}
