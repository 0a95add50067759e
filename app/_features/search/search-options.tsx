"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SaveSearch } from "./saved-searches";
import { useExplained } from "./use-explained";
import type { Asking } from "./use-query";

interface SearchOptionsProps {
  asking: Asking;
  /** The searched report's slug; null for all reports. */
  report: string | null;
  /** Additional options. */
  children?: ReactNode;
}

/** Search and display options as toggle buttons, and the star that saves the search. */
export function SearchOptions({ asking: { asked, ask }, report, children }: SearchOptionsProps) {
  const t = useTranslations();
  const { query, match, sort, view } = asked;
  const [isExplained, toggleExplained] = useExplained();
  return (
    <div className="flex flex-wrap items-center gap-1 px-3">
      <OptionButton
        label={t("search.allWords")}
        isOn={match === "all"}
        onClick={() => ask({ match: match === "all" ? "any" : "all" })}
      />
      <OptionButton
        label={t("search.inOrder")}
        isOn={sort === "position"}
        onClick={() => ask({ sort: sort === "position" ? "relevance" : "position" })}
      />
      <OptionButton
        label={t("search.lines")}
        isOn={view === "lines"}
        onClick={() => ask({ view: view === "lines" ? "list" : "lines" })}
      />
      <OptionButton label={t("search.explain")} isOn={isExplained} onClick={toggleExplained} />
      {children}
      <div className="ml-auto md:-my-2">
        <SaveSearch query={query} report={report} match={match} sort={sort} />
      </div>
    </div>
  );
}

interface OptionButtonProps {
  label: string;
  isOn: boolean;
  onClick(): void;
}

/** A small toggle button. */
export function OptionButton({ label, isOn, onClick }: OptionButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className="min-h-7 cursor-pointer rounded-full border border-line px-2 text-small hover:bg-accent-soft aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent max-md:min-h-11 max-md:px-3"
    >
      {label}
    </button>
  );
}
