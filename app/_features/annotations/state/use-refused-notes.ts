"use client";

import { useEffect, useRef } from "react";
import { type ChangeDraft, draftOfRefused, outboxOf, replyKey, useOutbox } from "@/app/_features/sync";
import { words } from "@/app/_messages/en";
import { showToast } from "@/app/_ui/toasts";

/**
 * Makes a draft of each note or reply that the server would not take because somebody has changed it meanwhile, and says so. The
 * draft is opened with what it says now above it.
 *
 * @param isAt whether the person is at a highlight and does nothing else there: then they are shown both at once
 * @param onShow called with the ids of the highlight and, of a reply, of that, where the person wants to see both
 */
export function useRefusedNotes(
  slug: string,
  email: string,
  changeDraft: ChangeDraft,
  { isAt, onShow }: { isAt(highlight: string): boolean; onShow(highlight: string, reply: string | null): void },
): void {
  const { changes } = useOutbox(email);
  const latest = useRef({ isAt, onShow });
  useEffect(() => {
    latest.current = { isAt, onShow };
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
      const show = () => latest.current.onShow(highlight, reply);
      if (latest.current.isAt(highlight)) show();
      else {
        const action = { label: words.unsaved.showBoth, onClick: show };
        showToast({ title: words.unsaved.conflict, stays: true, action });
      }
      return;
    }
  }, [changes, slug, email, changeDraft]);
}
