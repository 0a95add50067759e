"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type ConcordanceLine, type ConcordanceOrder, concordance, sortLines } from "@/lib/search/concordance";
import type { SearchHit } from "@/lib/search/engine";
import { Concordance } from "./concordance";

/** UTF-16 code units of context on each side. */
const CONTEXT = 160;

interface LinesProps {
  /** In reading order. */
  hits: readonly SearchHit[];
  href(line: ConcordanceLine): string;
  onOpen?(line: ConcordanceLine): void;
  showReport: boolean;
  /** The line that is open, by its `lineKey`. */
  current?: string | null;
  /** Of the file with the lines, without its ending. */
  fileName: string;
}

/** Every occurrence in some hits, one a line. */
export function Lines({ hits, ...props }: LinesProps) {
  const t = useTranslations();
  const [order, setOrder] = useState<ConcordanceOrder>("position");
  const lines = useMemo(() => sortLines(concordance(hits, CONTEXT), order), [hits, order]);
  if (lines.length === 0) return <p className="px-3 py-4 text-muted">{t("search.noLines")}</p>;
  return <Concordance lines={lines} order={order} onOrder={setOrder} {...props} />;
}
