"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode, Ref } from "react";
import { moveAmong } from "@/app/_ui/arrow-keys";
import { ICON_BUTTON } from "@/app/_ui/icon-button";
import type { SavedSearchView } from "@/lib/library/schemas";
import { type SearchState, searchAddress } from "./search-state";

/** The options of a saved search. */
export type How = Pick<SearchState, "match" | "sort">;

interface PastSearchesProps {
  /** Recent queries, latest first. */
  recent: readonly string[];
  saved: readonly SavedSearchView[];
  /** The open report's slug; null if all reports are searched. */
  report: string | null;
  onPick(query: string, how?: How): void;
  onClearRecent(): void;
  onDelete(search: SavedSearchView): void;
  /** Called for Escape, and for the up arrow on the first item. Moves the focus to the search box. */
  onLeave(): void;
  listRef: Ref<HTMLElement>;
}

/** The arrow keys move between searches; the buttons beside them are reached with Tab. */
const SEARCHES = "[data-search]";

const ITEM =
  "flex min-h-11 min-w-0 flex-1 cursor-pointer flex-col justify-center px-4 py-1.5 text-left -outline-offset-2 hover:bg-accent-soft";

/**
 * Past searches, shown below the empty search box: recent searches on this device, and searches saved in the user's
 * account.
 */
export function PastSearches({
  recent,
  saved,
  report,
  onPick,
  onClearRecent,
  onDelete,
  onLeave,
  listRef,
}: PastSearchesProps) {
  const t = useTranslations();
  return (
    <section
      ref={listRef}
      aria-label={t("search.past.label")}
      onKeyDown={(event) => moveAmong(event, [...event.currentTarget.querySelectorAll<HTMLElement>(SEARCHES)], onLeave)}
      // Keep the focus in the search box. If it moved, the list would close before the click.
      onPointerDown={(event) => event.preventDefault()}
      className="absolute top-full left-0 z-40 mt-1 max-h-[70dvh] w-90 overflow-y-auto rounded-md border border-line bg-raised py-2 text-ink shadow-lg max-md:right-0 max-md:w-auto"
    >
      {recent.length > 0 && (
        <Group
          title={t("search.past.recent")}
          action={
            <button
              type="button"
              onClick={onClearRecent}
              className="min-h-8 cursor-pointer rounded px-3 text-accent text-small hover:bg-accent-soft max-md:min-h-11"
            >
              {t("search.past.clear")}
            </button>
          }
        >
          {recent.map((query) => (
            <li key={query} className="flex">
              <button type="button" data-search onClick={() => onPick(query)} className={ITEM}>
                <span className="w-full truncate">{query}</span>
              </button>
            </li>
          ))}
        </Group>
      )}
      {saved.length > 0 && (
        <Group title={t("search.past.saved")}>
          {saved.map((search) => (
            <li key={search.id} className="flex items-center pr-1">
              <Saved search={search} report={report} onPick={onPick} />
              <button
                type="button"
                aria-label={t("search.saved.deleteNamed", { name: search.name })}
                onClick={() => onDelete(search)}
                className={ICON_BUTTON}
              >
                <Trash2 size={16} aria-hidden />
              </button>
            </li>
          ))}
        </Group>
      )}
    </section>
  );
}

function Group({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="not-first:mt-1 not-first:border-line not-first:border-t not-first:pt-1">
      <div className="flex min-h-8 items-center justify-between pr-1 pl-4">
        <p className="font-semibold text-muted text-small">{title}</p>
        {action}
      </div>
      <ul aria-label={title}>{children}</ul>
    </div>
  );
}

/** A saved search. If it was saved on another page, it is a link to that page. */
function Saved({ search, report, onPick }: { search: SavedSearchView } & Pick<PastSearchesProps, "report" | "onPick">) {
  const t = useTranslations();
  const { name, query, match, sort } = search;
  const isHere = search.report === report;
  const where = isHere
    ? null
    : search.report === null
      ? t("search.past.everywhere")
      : t("search.past.inReport", { report: search.report.replaceAll("-", " ") });
  const lines = (
    <>
      <span className="w-full truncate">{name}</span>
      {(where || name !== query) && (
        <span className="w-full truncate text-muted text-small">
          {[name === query ? null : query, where].filter((part) => part !== null).join(" · ")}
        </span>
      )}
    </>
  );
  return isHere ? (
    <button type="button" data-search onClick={() => onPick(query, { match, sort })} className={ITEM}>
      {lines}
    </button>
  ) : (
    <a
      data-search
      href={searchAddress(search.report === null ? "/" : `/r/${search.report}`, { query, match, sort, view: "list" })}
      className={ITEM}
    >
      {lines}
    </a>
  );
}
