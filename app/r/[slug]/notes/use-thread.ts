"use client";

import { useEffect, useState } from "react";
import { newId } from "@/app/ui/new-id";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import type { ReplyView } from "@/lib/annotations/schemas";
import { attempt } from "./attempt";
import type { ThreadChange } from "./thread-changes";
import { type ChangeDraft, type Draft, type Drafts, highlightOfKey, replyKey } from "./use-drafts";
import type { Highlights, PlacedHighlight } from "./use-highlights";

/** Which reply is being written: a new one where `reply` is null. */
interface Writing {
  highlight: string;
  reply: string | null;
}

export interface ThreadActions {
  /** Which reply to the open note is being written; undefined for none. */
  writing: Writing | undefined;
  /** Opens the highlight, and the editor of a reply to its note. */
  onWrite(highlight: PlacedHighlight, reply: string | null): void;
  onDraftReply(highlight: PlacedHighlight, reply: string | null, draft: Draft | null): void;
  onSaveReply(highlight: PlacedHighlight, reply: string | null, body: string, version: number | null): Promise<void>;
  onDeleteReply(highlight: PlacedHighlight, reply: Pick<ReplyView, "id">): void;
  onCancelReply(highlight: PlacedHighlight, reply: string | null): void;
  onLeaveReply(): void;
  onResolve(highlight: PlacedHighlight, isResolved: boolean): void;
}

interface Annotator {
  highlights: Pick<Highlights, "discuss" | "placed">;
  drafts: Drafts;
  changeDraft: ChangeDraft;
  open(id: string | null): void;
}

/**
 * What a person does in the threads of notes: replies, and says that a note is settled.
 *
 * @param active the highlight that is open
 * @returns the actions, their keys, and `endWriting`: one step back from the editor of a reply, false where none is open
 */
export function useThread(
  { highlights, drafts, changeDraft, open }: Annotator,
  active: PlacedHighlight | undefined,
): ThreadActions & { keys: Record<string, () => unknown>; endWriting(): boolean } {
  const [begun, setWriting] = useState<Writing | undefined>();
  const writing = begun && begun.highlight === active?.id ? begun : undefined;
  if (begun && !writing && active) setWriting(undefined);

  const discuss = (highlight: PlacedHighlight, change: ThreadChange) => highlights.discuss(highlight, change);
  const write = (highlight: PlacedHighlight, reply: string | null) => {
    if (highlight.id !== active?.id) open(highlight.id);
    setWriting({ highlight: highlight.id, reply });
  };

  // The answer to a save may have been lost, and the reply be there all the same.
  useEffect(() => {
    for (const [key, draft] of Object.entries(drafts)) {
      if (draft.id === undefined) continue;
      const on = highlights.placed.find(({ id }) => id === highlightOfKey(key));
      const isThere = on?.note?.replies.some(({ id, body }) => id === draft.id && body === draft.body);
      if (isThere) changeDraft(key, () => null);
    }
  });

  return {
    writing,
    onWrite: write,
    onDraftReply: ({ id }, reply, draft) =>
      changeDraft(replyKey(id, reply), (before) => draft && { ...draft, id: before?.id ?? newId() }),
    onSaveReply: async (highlight, reply, body, version) => {
      const key = replyKey(highlight.id, reply);
      const id = drafts[key]?.id ?? newId();
      await discuss(
        highlight,
        version === null ? { did: "reply", id, body } : { did: "edit", reply: reply ?? id, version, body },
      );
      changeDraft(key, (draft) => (draft && draft.body !== body ? draft : null));
      setWriting(undefined);
    },
    onDeleteReply: (highlight, { id: reply }) =>
      void attempt(async () => {
        await discuss(highlight, { did: "delete", reply });
        changeDraft(replyKey(highlight.id, reply), () => null);
        setWriting(undefined);
        say({
          title: words.notes.thread.deleted,
          action: {
            label: words.notes.undo,
            onClick: () => void attempt(() => discuss(highlight, { did: "restore", reply })),
          },
        });
      }),
    onCancelReply: (highlight, reply) => {
      const key = replyKey(highlight.id, reply);
      const draft = drafts[key];
      changeDraft(key, () => null);
      setWriting(undefined);
      if (!draft) return;
      const bringBack = () => {
        changeDraft(key, (other) => other ?? draft);
        write(highlight, reply);
      };
      say({ title: words.notes.draftDropped, action: { label: words.notes.undo, onClick: bringBack } });
    },
    onLeaveReply: () => setWriting(undefined),
    onResolve: (highlight, isResolved) =>
      void attempt(() => discuss(highlight, { did: isResolved ? "resolve" : "reopen" })),
    keys: {
      r: () => {
        if (!active?.note?.may.reply) return false;
        write(active, null);
        return true;
      },
    },
    endWriting: () => {
      if (writing) setWriting(undefined);
      return writing !== undefined;
    },
  };
}
