"use client";

import { NotebookPen, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { AudienceIcon, useAudiences } from "@/app/_features/notes";
import { byline, writerName } from "@/app/_messages/writers";
import { IconButton } from "@/app/_ui/icon-button";
import { Markdown } from "@/app/_ui/markdown";
import { writerOf } from "@/lib/annotations/attribution";
import type { ReplyView } from "@/lib/annotations/schemas";

interface ReplyProps {
  reply: ReplyView;
  /** Whether fewer people can see the reply than can see the note. */
  isForFewer: boolean;
  onEdit(): void;
  onDelete(): void;
}

/** For mouse users, the button is no taller than a line of text. */
const SMALL = "pointer-fine:size-8";

/** A reply to a note, with its actions. */
export function Reply({ reply, isForFewer, onEdit, onDelete }: ReplyProps) {
  const t = useTranslations();
  const format = useFormatter();
  const { body, createdAt, version, visibility, may } = reply;
  const { nameOf } = useAudiences();
  const writer = writerOf(reply);
  return (
    <article aria-label={t("notes.thread.by", { by: byline(t, writer) })}>
      <header className="flex min-h-8 items-center text-muted text-small">
        <p className="flex min-w-0 flex-1 flex-wrap gap-x-2">
          <span className="wrap-anywhere font-medium text-ink">{writerName(t, writer)}</span>
          <time dateTime={createdAt}>{format.dateTime(new Date(createdAt), "moment")}</time>
          {version > 1 && <span>{t("notes.thread.edited")}</span>}
        </p>
        {may.edit && (
          <IconButton
            label={t("notes.thread.edit")}
            icon={<NotebookPen size={16} aria-hidden />}
            onClick={onEdit}
            className={SMALL}
          />
        )}
        {may.delete && (
          <IconButton
            label={t("notes.written.reply.remove")}
            icon={<Trash2 size={16} aria-hidden />}
            onClick={onDelete}
            className={SMALL}
          />
        )}
      </header>
      <Markdown>{body}</Markdown>
      {isForFewer && (
        <p className="mt-1 flex items-center gap-1.5 text-muted text-small">
          <AudienceIcon visibility={visibility} />
          {t("notes.thread.onlyFor", { visibility, name: nameOf(reply) })}
        </p>
      )}
    </article>
  );
}
