"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type ConcordanceLine, type ConcordanceOrder, concordance, sortLines } from "@/lib/search/concordance";
import type { SearchHit } from "@/lib/search/engine";
import { Concordance } from "./concordance";

/** Length of the context on each side of an occurrence, in UTF-16 code units. */
const CONTEXT = 160;

interface LinesProps {
  /** The hits in reading order. */
  hits: readonly SearchHit[];
  href(line: ConcordanceLine): string;
  onOpen?(line: ConcordanceLine): void;
  showReport: boolean;
  /** The `lineKey` of the open line. */
  current?: string | null;
  /** File name of the download, without extension. */
  fileName: string;
}

/** A concordance of the occurrences in the given hits. */
export function Lines({ hits, ...props }: LinesProps) {
  const t = useTranslations();
  const [order, setOrder] = useState<ConcordanceOrder>("position");
  const lines = useMemo(() => sortLines(concordance(hits, CONTEXT), order), [hits, order]);
  if (lines.length === 0) return <p className="px-3 py-4 text-muted">{t("search.noLines")}</p>;
  return <Concordance lines={lines} order={order} onOrder={setOrder} {...props} />;
}
