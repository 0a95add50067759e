"use client";

import { useTranslations } from "next-intl";
import { Fragment, useLayoutEffect, useRef } from "react";
import { audienceKey } from "@/app/_features/notes";
import { highlightOfKey, replyKey } from "@/app/_features/sync";
import type { ReplyView } from "@/lib/annotations/schemas";
import { useActions, useAnnotations } from "../state/context";
import type { PlacedHighlight } from "../state/state";
import { DraftKept } from "./draft-kept";
import { Reply } from "./reply";
import { ReplyEditor } from "./reply-editor";
import { Resolved } from "./resolved";

interface ThreadProps {
  highlight: PlacedHighlight;
  /** Whether the highlight's card is open. A closed card only shows the number of replies and unsaved drafts. */
  isOpen: boolean;
}

/** The replies to a highlight's note, and the editor for a new one. */
export function Thread({ highlight, isOpen }: ThreadProps) {
  const t = useTranslations();
  const { id, note } = highlight;
  const actions = useActions();
  const drafts = useAnnotations((state) => state.drafts);
  /** The reply being written, if any. */
  const writing = useAnnotations((state) => (isOpen && state.writing?.highlight === id ? state.writing : null));
  const replies = note?.replies ?? [];
  const section = useRef<HTMLElement>(null);
  const hadFocus = useRef(false);

  // The element that had the focus has been removed: the editor, or a reply with its delete button.
  const before = useRef({ isWriting: writing !== null, count: replies.length });
  useLayoutEffect(() => {
    const isLess = (before.current.isWriting && !writing) || replies.length < before.current.count;
    before.current = { isWriting: writing !== null, count: replies.length };
    if (!isLess || !hadFocus.current || document.activeElement !== document.body) return;
    const button = section.current?.closest("[data-card]")?.querySelector<HTMLElement>("[data-primary]");
    (button ?? section.current)?.focus({ preventScroll: true });
  }, [writing, replies.length]);

  const isWriting = (reply: string | null) => writing !== null && writing.reply === reply;
  const editor = (reply: string | null) => <ReplyEditor highlight={highlight} reply={reply} />;
  const kept = (reply: string | null) =>
    drafts[replyKey(id, reply)] && <DraftKept onGoOn={() => actions.writeReply(highlight, reply)} />;
  /** Drafts of changes to replies that have since been deleted. */
  const lost = Object.keys(drafts)
    .filter((key) => key !== id && highlightOfKey(key) === id)
    .map((key) => key.slice(id.length + 1))
    .filter((reply) => reply !== "new" && !replies.some((other) => other.id === reply));

  if (!isOpen) {
    return (
      <>
        {replies.length > 0 && (
          <p className="mt-1 text-muted text-small">{t("notes.thread.count", { count: replies.length })}</p>
        )}
        {[null, ...replies.map((reply) => reply.id), ...lost].map((reply) => (
          <Fragment key={reply ?? "new"}>{kept(reply)}</Fragment>
        ))}
      </>
    );
  }
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={t("notes.thread.label")}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={() => {
        hadFocus.current = false;
      }}
      className="mt-2 rounded outline-none empty:hidden"
    >
      {replies.length > 0 && (
        <ol>
          {replies.map((reply) => (
            <li key={reply.id} className="border-line border-t pt-1 pb-2">
              {isWriting(reply.id) ? (
                editor(reply.id)
              ) : (
                <>
                  <Reply
                    reply={reply}
                    isForFewer={isForFewer(reply, highlight)}
                    onEdit={() => actions.writeReply(highlight, reply.id)}
                    onDelete={() => actions.deleteReply(highlight, reply)}
                  />
                  {kept(reply.id)}
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {lost.map((reply) => (
        <Fragment key={reply}>{isWriting(reply) ? editor(reply) : kept(reply)}</Fragment>
      ))}
      {note?.resolved && (
        <div className="border-line border-t pt-1">
          <Resolved resolved={note.resolved} />
        </div>
      )}
      {isWriting(null) ? <div className="border-line border-t pt-2">{editor(null)}</div> : kept(null)}
    </section>
  );
}

/**
 * Whether fewer people can see a reply than can see the note. This happens if the note had a smaller audience when the
 * reply was written.
 */
function isForFewer(reply: ReplyView, { visibility, groupId }: PlacedHighlight): boolean {
  return reply.visibility !== "team" && audienceKey(reply) !== audienceKey({ visibility, groupId });
}
