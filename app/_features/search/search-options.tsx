"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Segments } from "@/app/_ui/segments";
import { SaveSearch } from "./saved-searches";
import { useExplained } from "./use-explained";
import type { Asking } from "./use-query";

interface SearchOptionsProps {
  asking: Asking;
  /** The searched report's slug; null for all reports. */
  report: string | null;
  /** The outline with the number of hits per section. On wide screens, it can replace the results. */
  outline?: { isShown: boolean; onShow(isShown: boolean): void };
}

/**
 * The search options: which words must match, the sort order and the view. This row also contains the star button for
 * saving the search.
 */
export function SearchOptions({ asking: { asked, ask }, report, outline }: SearchOptionsProps) {
  const t = useTranslations();
  const { query, match, sort, view } = asked;
  const [isExplained, toggleExplained] = useExplained();
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-1.5 px-3 pb-1">
      <Labelled label={t("search.match.label")}>
        {(id) => (
          <Segments
            labelledBy={id}
            options={[
              { value: "any", label: t("search.match.any") },
              { value: "all", label: t("search.match.all") },
            ]}
            value={match}
            onChoose={(next) => ask({ match: next })}
          />
        )}
      </Labelled>
      <Labelled label={t("search.sort.label")}>
        {(id) => (
          <Segments
            labelledBy={id}
            options={[
              { value: "relevance", label: t("search.sort.relevance") },
              { value: "position", label: t("search.sort.position") },
            ]}
            value={sort}
            onChoose={(next) => ask({ sort: next })}
          />
        )}
      </Labelled>
      <Labelled label={t("search.view.label")}>
        {(id) => (
          <Segments
            labelledBy={id}
            options={[
              { value: "list", label: t("search.view.list") },
              { value: "lines", label: t("search.view.lines") },
              ...(outline
                ? [{ value: "outline" as const, label: t("search.view.outline"), className: "max-md:hidden" }]
                : []),
            ]}
            value={outline?.isShown ? "outline" : view}
            onChoose={(next) => {
              outline?.onShow(next === "outline");
              ask({ view: next === "lines" ? "lines" : "list" });
            }}
          />
        )}
      </Labelled>
      <div className="flex flex-1 items-center justify-between gap-2">
        <button
          type="button"
          aria-pressed={isExplained}
          onClick={toggleExplained}
          className="min-h-7 cursor-pointer whitespace-nowrap rounded-full border border-line px-2 text-small hover:bg-accent-soft aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent max-md:min-h-11 max-md:px-3"
        >
          {t("search.explain")}
        </button>
        <div className="md:-my-2">
          <SaveSearch query={query} report={report} match={match} sort={sort} />
        </div>
      </div>
    </div>
  );
}

/** A control with its label beside it. In a narrow column, all labels have the same width. */
function Labelled({ label, children }: { label: string; children(labelledBy: string): ReactNode }) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <span id={id} className="min-w-11 text-muted text-small">
        {label}
      </span>
      {children(id)}
    </div>
  );
}
