import { CircleCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { noteText } from "@/lib/annotations/notes/note-text";
import type { NoteView } from "@/lib/annotations/schemas";

interface ResolvedProps {
  resolved: NonNullable<NoteView["resolved"]>;
}

/** Who resolved a note, and when. */
export function Resolved({ resolved: { by, at } }: ResolvedProps) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <p className="flex items-start gap-1.5 text-muted text-small">
      <CircleCheck size={15} aria-hidden className="mt-0.5 shrink-0" />
      <span className="wrap-anywhere">
        {by ? t("notes.thread.resolvedBy", { name: by.name }) : t("notes.thread.resolved")} ·{" "}
        <time dateTime={at}>{format.dateTime(new Date(at), "day")}</time>
      </span>
    </p>
  );
}

/** A resolved note in a closed card: the beginning of its text, and who resolved it. */
export function ResolvedLine({ note, resolved }: ResolvedProps & { note: NoteView }) {
  return (
    <>
      <p className="truncate font-serif text-muted">{noteText(note.body)}</p>
      <Resolved resolved={resolved} />
    </>
  );
}
