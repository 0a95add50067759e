"use client";

import { words } from "@/app/_messages/en";
import type { SearchHit } from "@/lib/search/engine";
import { explainHit } from "@/lib/search/explain";

/** Why a passage was found: which words it has, in which forms, and where. */
export function Why({ query, hit }: { query: string; hit: SearchHit }) {
  const { found, ...why } = words.search.why;
  const explanation = explainHit(query, hit);
  const reasons = [
    ...explanation.words.map((each) =>
      why.word(
        each.asked,
        each.found.map(({ word, how }) => ({ word, how: found[how] })),
      ),
    ),
    ...(explanation.together.length > 0 ? [why.together(explanation.together)] : []),
    ...(explanation.titles.length > 0 && explanation.words.length > 0 ? [why.titles(explanation.titles)] : []),
    ...(explanation.missing.length > 0 ? [why.missing(explanation.missing)] : []),
  ];
  return (
    <ul className="list-none px-3 pb-3 text-muted text-small">
      {(reasons.length > 0 ? reasons : [why.filters]).map((reason) => (
        <li key={reason} className="wrap-anywhere">
          {reason}
        </li>
      ))}
    </ul>
  );
}
