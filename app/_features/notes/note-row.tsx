import { CircleCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { writerName } from "@/app/_messages/writers";
import { Markdown } from "@/app/_ui/markdown";
import { shortened } from "@/app/_ui/shortened";
import { wordsOf } from "@/lib/annotations/areas/words";
import { writerOf } from "@/lib/annotations/attribution";
import type { ListedNote } from "@/lib/library/notes-schemas";
import { AreaThumbnail } from "./area-thumbnail";
import { AudienceIcon } from "./audience-icon";
import { useAudiences } from "./audiences";

/** Maximum length of the passage that is quoted in the checkbox's label, in characters. */
const NAMED = 80;

interface NoteRowProps {
  note: ListedNote;
  /** Whether the note is shown unformatted until the browser has formatted it. */
  isTyped: boolean;
  /** Whether the note is selected; undefined outside selection mode. */
  pick?: { isPicked: boolean; onPick(isPicked: boolean): void } | undefined;
}

/** A row of the list: the highlighted text, which links to the report, and its note. */
export function NoteRow({ note: { highlight, page, section }, isTyped, pick }: NoteRowProps) {
  const t = useTranslations();
  const format = useFormatter();
  const { id, report, colour, visibility, note, tags, state } = highlight;
  const words = wordsOf(highlight);
  const seenBy = useAudiences().nameOf(highlight);
  const replies = note?.replies.length ?? 0;
  const place = [section, page && t("reader.page", { page: String(page.page), certain: String(page.certain) })]
    .filter(Boolean)
    .join(" · ");
  return (
    <li data-colour={colour} className="break-inside-avoid py-4">
      <p className="flex flex-wrap items-center gap-x-2 text-muted text-small">
        {pick && (
          <label className="-my-3 -ml-3 grid size-11 cursor-pointer place-items-center print:hidden">
            <input
              type="checkbox"
              aria-label={t("collections.pick.passage", { quote: shortened(words, NAMED) })}
              checked={pick.isPicked}
              onChange={({ target }) => pick.onPick(target.checked)}
              className="size-4 accent-accent"
            />
          </label>
        )}
        <span className="wrap-anywhere font-medium text-ink">{writerName(t, writerOf(highlight))}</span>
        <time dateTime={note?.updatedAt ?? highlight.createdAt}>
          {format.dateTime(new Date(note?.updatedAt ?? highlight.createdAt), "day")}
        </time>
        <span role="img" aria-label={seenBy} title={seenBy}>
          <AudienceIcon visibility={visibility} />
        </span>
        {note?.resolved && (
          <span className="inline-flex items-center gap-1">
            <CircleCheck size={14} aria-hidden />
            {t("allNotes.resolved")}
          </span>
        )}
        {state !== "anchored" && <span>{t(`allNotes.states.${state}`)}</span>}
        <span className="ml-auto">{place}</span>
      </p>
      <blockquote className="mt-1 border-l-(--colour) border-l-5 pl-3">
        <a
          href={`/r/${report}?${new URLSearchParams({ note: id })}`}
          className="line-clamp-4 inline-block print:line-clamp-none min-h-6 font-serif italic underline-offset-4 hover:underline"
        >
          {words}
        </a>
        <AreaThumbnail highlight={highlight} />
      </blockquote>
      {note && (
        <div className="mt-2 pl-4">
          {isTyped ? <p className="note-text whitespace-pre-wrap">{note.body}</p> : <Markdown>{note.body}</Markdown>}
        </div>
      )}
      {(tags.length > 0 || replies > 0) && (
        <div className="mt-2 flex flex-wrap items-center gap-1.5 pl-4 text-muted text-small">
          {tags.length > 0 && (
            <ul aria-label={t("notes.tags.label")} className="contents">
              {tags.map((tag) => (
                <li key={tag} className="max-w-full truncate rounded-full border border-line bg-raised px-2.5">
                  {tag}
                </li>
              ))}
            </ul>
          )}
          {replies > 0 && <span>{t("notes.thread.count", { count: replies })}</span>}
        </div>
      )}
    </li>
  );
}
