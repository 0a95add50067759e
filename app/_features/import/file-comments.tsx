import { useTranslations } from "next-intl";
import { useId } from "react";
import { Part } from "@/app/_ui/part";
import { Toggle } from "@/app/_ui/toggle";
import type { EditionPreview } from "@/lib/library/edition-schemas";

interface FileCommentsProps extends Pick<EditionPreview, "comments"> {
  /** Whether the comments become notes. */
  isTaken: boolean;
  onTake(isTaken: boolean): void;
}

/** The comments in a file: whether they become notes, and those that could not be matched to the text. */
export function FileComments({ comments: { placed, unplaced }, isTaken, onTake }: FileCommentsProps) {
  const t = useTranslations();
  const ids = useId();
  if (placed + unplaced.length === 0) return null;
  return (
    <Part title={t("add.comments.heading", { count: placed + unplaced.length })}>
      {placed > 0 && (
        <div className="flex items-start gap-3">
          <Toggle checked={isTaken} onChange={onTake} labelledBy={`${ids}-label`} describedBy={`${ids}-hint`} />
          <div>
            <p id={`${ids}-label`}>{t("add.comments.take", { count: placed })}</p>
            <p id={`${ids}-hint`} className="text-muted text-small">
              {t("add.comments.hint")}
            </p>
          </div>
        </div>
      )}
      {unplaced.length > 0 && (
        <div className="mt-4">
          <p>{t("add.comments.unplaced", { count: unplaced.length })}</p>
          <ul className="mt-2 max-h-80 divide-y divide-line overflow-y-auto border-line border-y">
            {unplaced.map(({ page, by, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: comments can be equal, and their order doesn't change
              <li key={index} className="py-2">
                <p className="text-muted text-small">
                  {[...(page === null ? [] : [t("add.page", { count: page })]), ...(by === "" ? [] : [by])].join(" · ")}
                </p>
                <p className="break-words">{text}</p>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Part>
  );
}
