import { draftOfRefused, replyKey, tryPersist } from "@/app/_features/sync";
import { showToast } from "@/app/_ui/toasts";
import { isTyping } from "@/app/_ui/use-keys";
import type { ThreadActions } from "../card/thread-actions";
import type { Cards } from "./cards";
import type { Tools } from "./state";

/**
 * Turns each note or reply that the server rejected because of a conflicting change into a draft, and shows a toast.
 * The editor shows the draft below the current text. The editor opens immediately if the highlight is open and the user
 * isn't editing anything else in its card.
 */
export function draftRefused({ t, page, get, outbox }: Tools, cards: Cards, { writeReply }: ThreadActions): void {
  for (const { key, report, highlight, change, refusal } of get().changes) {
    if (report !== page.slug || refusal?.code !== "conflict") continue;
    if (change.kind !== "note.save" && change.kind !== "reply.save") continue;
    const reply = change.kind === "reply.save" ? change.reply : null;
    let isKept = false;
    const keep = () =>
      cards.changeDraft(reply ? replyKey(highlight, reply) : highlight, (draft) => {
        const next = draftOfRefused(draft, change);
        isKept = next !== null;
        return next ?? draft ?? null;
      });
    if (!tryPersist(t, keep)) return;
    if (!isKept) continue;
    const show = () => {
      const placed = get().placed.find(({ id }) => id === highlight);
      if (placed && reply) writeReply(placed, reply);
      else cards.edit(highlight);
    };
    const { active, editing, writing } = get();
    const isAt = highlight === active && editing === null && !writing && !isTyping(document.activeElement);
    if (isAt) show();
    else
      showToast({
        title: t("unsaved.conflict"),
        stays: true,
        action: { label: t("unsaved.showBoth"), onClick: show },
      });
    // Runs last, because `drop` synchronously notifies listeners, which then handle further rejections.
    outbox().drop(key);
    return;
  }
}
