import { useTranslations } from "next-intl";
import type { OutlineEntry } from "@/lib/report/outline";

interface OutlineProps {
  entries: readonly OutlineEntry[];
  /** The entry at the reading position. */
  current: OutlineEntry | undefined;
  /** During a search, the number of hits per section, by slug. */
  counts?: ReadonlyMap<string, number>;
  /** Called when an entry is chosen, for example to close the sheet. */
  onChoose?(): void;
}

/** Indentation by level. These are classes, because the Content Security Policy forbids style attributes. */
const INDENT = ["pl-3", "pl-6", "pl-9", "pl-12"];

/** Table of contents: sections, lettered items, tables and figures, each with its page number. */
export function Outline({ entries, current, counts, onChoose }: OutlineProps) {
  const t = useTranslations();
  const most = Math.max(...(counts?.values() ?? []));
  return (
    <nav aria-label={t("reader.outline")}>
      <ul className="flex flex-col">
        {entries.map((entry) => {
          const hits = entry.kind === "section" ? (counts?.get(entry.target) ?? 0) : 0;
          return (
            <li key={`${entry.target}/${entry.start}`}>
              <a
                href={`#${entry.target}`}
                title={entry.title}
                aria-current={entry === current ? "location" : undefined}
                onClick={onChoose}
                className={`relative flex gap-3 ${INDENT[Math.min(entry.level, INDENT.length - 1)]} rounded border-transparent border-l-2 py-1.5 pr-2 hover:bg-accent-soft aria-[current]:border-accent aria-[current]:text-accent max-md:py-3 ${
                  entry.kind === "section" ? "font-medium" : "text-muted text-small"
                }`}
              >
                <span className="line-clamp-2 min-w-0 flex-1">{entry.title}</span>
                {hits > 0 && <Hits count={hits} most={most} />}
                {entry.page && (
                  <span className="shrink-0 text-muted text-small tabular-nums">
                    {entry.page.page}
                    {!entry.page.certain && "?"}
                  </span>
                )}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** The number of hits in a section, and a bar whose length is relative to the section with the most hits. */
function Hits({ count, most }: { count: number; most: number }) {
  const t = useTranslations();
  return (
    <>
      <span role="img" aria-label={t("reader.hits", { count })} className="shrink-0 text-mark text-small tabular-nums">
        {count}
      </span>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${most} 1`}
        preserveAspectRatio="none"
        className="absolute bottom-0.5 left-0 h-0.5 w-full fill-mark"
      >
        <rect width={count} height="1" />
      </svg>
    </>
  );
}
