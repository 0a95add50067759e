"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import useSWRImmutable from "swr/immutable";
import { fetchJson } from "@/app/_features/request";
import { Lines, type SearchState } from "@/app/_features/search";
import { LoadFailed } from "@/app/_features/session";
import type { SearchAnswer } from "@/lib/library/schemas";
import type { SearchHit } from "@/lib/search/engine";

/** Maximum number of hits per response. */
const HITS_AT_ONCE = 200;
/** Maximum number of hits. Longer lists would be slow to render, and too long to read. */
const MOST_HITS = 2000;

interface Gathered {
  hits: SearchHit[];
  total: number;
}

async function gather(address: string): Promise<Gathered> {
  const hits: SearchHit[] = [];
  for (;;) {
    const answer = await fetchJson<SearchAnswer>(`${address}&limit=${HITS_AT_ONCE}&offset=${hits.length}`);
    hits.push(...answer.hits);
    const isAll = answer.hits.length === 0 || hits.length >= Math.min(answer.total, MOST_HITS);
    if (isAll) return { hits, total: answer.total };
  }
}

interface LibraryLinesProps extends Pick<ComponentProps<typeof Lines>, "href"> {
  asked: SearchState;
}

/** Concordance: every occurrence in all reports, one per line. */
export function LibraryLines({ asked: { query, match }, href }: LibraryLinesProps) {
  const t = useTranslations();
  const params = new URLSearchParams({ q: query, match, sort: "position" });
  const { data, error, mutate } = useSWRImmutable<Gathered, Error>(`/api/search?${params}`, gather, {
    keepPreviousData: true,
  });
  if (error) return <LoadFailed message={t("search.failed")} onRetry={() => void mutate()} />;
  if (!data) return <p className="px-3 py-4 text-muted">{t("search.loading")}</p>;
  return (
    <>
      <Lines hits={data.hits} href={href} showReport fileName="lines" />
      {data.hits.length < data.total && (
        <p className="px-3 py-4 text-muted">{t("search.onlyFirst", { count: data.hits.length, total: data.total })}</p>
      )}
    </>
  );
}
