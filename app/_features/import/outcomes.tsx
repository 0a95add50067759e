import { useTranslations } from "next-intl";
import { Part } from "@/app/_ui/part";
import { OUTCOMES } from "@/lib/exchange/formats";
import type { ImportOutcome, ListedEntry } from "@/lib/exchange/schemas";

/**
 * The outcomes of importing a file: the number of entries for each outcome, and the first of these entries, one per
 * line.
 */
export function Outcomes({ outcome: { format, counts, entries } }: { outcome: ImportOutcome }) {
  const t = useTranslations();
  return OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => {
    const own = entries.filter((entry) => entry.outcome === outcome);
    return (
      <Part
        key={outcome}
        title={t(`imports.outcomes.${outcome}`, { count: counts[outcome] })}
        lead={outcome === "new" ? undefined : t(`imports.means.${outcome}`)}
      >
        <ul
          // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions must be keyboard accessible
          tabIndex={0}
          className="max-h-80 divide-y divide-line overflow-y-auto"
          aria-label={t(`imports.outcomes.${outcome}`, { count: counts[outcome] })}
        >
          {own.map((entry) => (
            <Entry key={entry.number} entry={entry} isOnPage={format === "pdf"} />
          ))}
        </ul>
        {own.length < counts[outcome] && (
          <p className="mt-1 text-muted text-small">{t("add.onlyFirst", { count: own.length })}</p>
        )}
      </Part>
    );
  });
}

interface EntryProps {
  entry: ListedEntry;
  /** Whether `line` is a page. */
  isOnPage: boolean;
}

function Entry({ entry: { line, isReply, quote, by, reason }, isOnPage }: EntryProps) {
  const t = useTranslations();
  const about = [isReply && t("imports.reply"), by && t("imports.by", { name: by })].filter(Boolean).join(" ");
  return (
    <li className="flex gap-4 py-1.5">
      <span className="w-20 shrink-0 text-muted tabular-nums">
        {line > 0 && (isOnPage ? t("imports.page", { count: line }) : t("add.line", { count: line }))}
      </span>
      <div className="min-w-0 wrap-anywhere">
        {quote && <p className="line-clamp-2 font-serif">{quote}</p>}
        {about && <p className="text-muted text-small">{about}</p>}
        {reason && <p>{reason}</p>}
      </div>
    </li>
  );
}
