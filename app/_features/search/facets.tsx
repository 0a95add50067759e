"use client";

import { ListFilter, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { isMessage, type Translate } from "@/app/_messages/translate";
import type { SearchAnswer } from "@/lib/library/schemas";
import type { Facet, Facets as FacetsOfSearch } from "@/lib/search/facets";
import { AskingLink } from "./asking-link";
import { withFacet } from "./change-query";
import type { Asking } from "./use-query";

interface FacetsProps {
  asking: Asking;
  details: Pick<SearchAnswer, "query" | "hints" | "facets">;
  /** Whether facets are always shown on wide screens, where there may be room for them. */
  isWide: boolean;
}

type Kind = keyof FacetsOfSearch;
const KINDS: readonly Kind[] = ["places", "languages", "noted", "visibility", "tags", "people", "reports", "sections"];

/**
 * Filters for narrowing the results, with the number of hits for each filter. They are rows of links, which are behind
 * a button if there is little space.
 */
export function Facets({ asking, details, isWide }: FacetsProps) {
  const t = useTranslations();
  const { facets } = details;
  const kinds = KINDS.filter((kind) => facets[kind].length > 1 || facets[kind].some(({ selected }) => selected));
  const chosen = KINDS.flatMap((kind) => facets[kind]).filter(({ selected }) => selected).length;
  if (kinds.length === 0) return null;
  return (
    <div className="mb-1 px-3">
      {/* A button that toggles the next element, which is always shown on wide screens. It works without
          JavaScript. */}
      <details className={`peer ${isWide ? "md:hidden" : ""}`}>
        <summary className="inline-flex min-h-8 cursor-pointer list-none items-center gap-2 rounded text-accent hover:underline max-md:min-h-11 [&::-webkit-details-marker]:hidden">
          <ListFilter size={16} aria-hidden />
          {t("search.narrow", { chosen })}
        </summary>
      </details>
      <div className={`hidden flex-col gap-2 py-1 peer-open:flex ${isWide ? "md:flex" : ""}`}>
        {kinds.map((kind) => (
          <Row key={kind} kind={kind} facets={facets[kind]} asking={asking} details={details} isWide={isWide} />
        ))}
      </div>
    </div>
  );
}

interface RowProps extends FacetsProps {
  kind: Kind;
  facets: readonly Facet[];
}

function Row({ kind, facets, asking, details: { query, hints }, isWide }: RowProps) {
  const t = useTranslations();
  const id = useId();
  return (
    <div className={isWide ? "md:grid md:grid-cols-[5.5rem_minmax(0,1fr)] md:gap-2" : ""}>
      <p id={id} className="py-1 text-muted text-small">
        {t(`search.facets.${kind}`)}
      </p>
      <ul aria-labelledby={id} className="flex flex-wrap gap-1.5">
        {facets.map((facet) => (
          <li key={facet.value} className="max-w-full">
            <AskingLink
              asking={asking}
              change={{ query: withFacet(query, facet, hints) }}
              aria-current={facet.selected ? "true" : undefined}
              className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-full border border-line px-2.5 text-small hover:bg-accent-soft aria-current:border-accent aria-current:bg-accent-soft aria-current:text-accent max-md:min-h-11"
            >
              <span className="truncate">{labelOf(t, kind, facet)}</span>
              <span className="shrink-0 text-muted tabular-nums">{t("search.facetCount", { count: facet.count })}</span>
              {facet.selected && <X size={14} role="img" aria-label={t("search.chosen")} className="shrink-0" />}
            </AskingLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The label of a facet value: the name used in the reports or by the team, or else a translated label. */
function labelOf(t: Translate, kind: Kind, { value, title }: Facet): string {
  const key = `search.facetValues.${kind}.${value}`;
  return title ?? (isMessage(t, key) ? t(key) : value);
}
