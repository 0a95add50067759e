"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { SearchHit } from "@/lib/search/engine";
import { explainHit } from "@/lib/search/explain";

/** Explains why a passage was found: which words it contains, in which forms, and where. */
export function Why({ query, hit }: { query: string; hit: SearchHit }) {
  const t = useTranslations();
  const format = useFormatter();
  const quoted = (word: string) => t("search.why.quoted", { word });
  const explanation = explainHit(query, hit);
  const reasons = [
    ...explanation.words.map((each) =>
      t("search.why.word", {
        asked: each.asked,
        found: format.list(
          each.found.map(({ word, how }) =>
            how === "same" ? word : t("search.why.foundAs", { word, how: t(`search.why.found.${how}`) }),
          ),
        ),
      }),
    ),
    ...(explanation.together.length > 0
      ? [t("search.why.together", { pairs: format.list(explanation.together.map(quoted)) })]
      : []),
    ...(explanation.titles.length > 0 && explanation.words.length > 0
      ? [t("search.why.titles", { titles: format.list(explanation.titles) })]
      : []),
    ...(explanation.missing.length > 0
      ? [t("search.why.missing", { words: format.list(explanation.missing.map(quoted)) })]
      : []),
  ];
  return (
    <ul className="list-none px-3 pb-3 text-muted text-small">
      {(reasons.length > 0 ? reasons : [t("search.why.filters")]).map((reason) => (
        <li key={reason} className="wrap-anywhere">
          {reason}
        </li>
      ))}
    </ul>
  );
}
