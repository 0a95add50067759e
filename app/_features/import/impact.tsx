import { useTranslations } from "next-intl";
import { byline } from "@/app/_messages/writers";
import { Markdown } from "@/app/_ui/markdown";
import { Part } from "@/app/_ui/part";
import { WordChanges } from "@/app/_ui/word-changes";
import type { ImpactPreview } from "@/lib/annotations/schemas";

/** The effect on highlights that the user can see. */
export function Impact({ forecast: { counts, changed, lost } }: { forecast: ImpactPreview }) {
  const t = useTranslations();
  return (
    <Part title={t("add.highlights")}>
      <p className="tabular-nums">{t("editions.counts", { ...counts, lost: counts.ambiguous + counts.orphan })}</p>
      {changed.length > 0 && (
        <>
          <h4 className="mt-4 font-semibold text-small">{t("add.changed")}</h4>
          <ul className="divide-y divide-line">
            {changed.map(({ id, author, quote, words: now }) => (
              <li key={id} className="py-2">
                <WordChanges before={quote} after={now} />
                <p className="text-muted text-small">{t("add.by", { by: byline(t, author) })}</p>
              </li>
            ))}
          </ul>
          <OnlyFirst listed={changed.length} all={counts.changed} />
        </>
      )}
      {lost.length > 0 && (
        <>
          <h4 className="mt-4 font-semibold text-small">{t("add.lost")}</h4>
          <p className="text-muted text-small">{t("add.lostHint")}</p>
          <ul className="divide-y divide-line">
            {lost.map(({ id, author, quote, note, isAmbiguous }) => (
              <li key={id} className="py-2">
                <blockquote className="line-clamp-3 wrap-anywhere font-serif">{quote}</blockquote>
                {note && (
                  <div className="line-clamp-3">
                    <Markdown>{note}</Markdown>
                  </div>
                )}
                <p className="text-muted text-small">
                  {t("add.by", { by: byline(t, author) })}
                  {isAmbiguous && `. ${t("add.ambiguous")}`}
                </p>
              </li>
            ))}
          </ul>
          <OnlyFirst listed={lost.length} all={counts.ambiguous + counts.orphan} />
        </>
      )}
    </Part>
  );
}

function OnlyFirst({ listed, all }: { listed: number; all: number }) {
  const t = useTranslations();
  return listed < all && <p className="text-muted text-small">{t("add.onlyFirst", { count: listed })}</p>;
}
