"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { LoadFailed, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { useKeys } from "@/app/_ui/use-keys";
import type { Comparison as Compared, ComparisonRow } from "@/lib/library/comparison-schemas";
import { ChangedBlock } from "./changed-block";

/** Unchanged blocks that are shown on each side of a change. */
const CONTEXT = 1;

interface ComparisonProps {
  slug: string;
  from: number;
  to: number;
}

/** Two editions side by side, or one below the other on phones, with the changes marked. */
export function Comparison({ slug, from, to }: ComparisonProps) {
  const t = useTranslations();
  const { data, error, mutate } = useSWR<Compared, Error>(
    `/api/reports/${slug}/comparison?from=${from}&to=${to}`,
    (address: string) => withReauthentication(() => fetchJson<Compared>(address), "reading"),
    { revalidateOnFocus: false },
  );
  if (error && !data) return <LoadFailed message={t("compare.failed")} error={error} onRetry={() => void mutate()} />;
  if (!data) return <p aria-busy>{t("compare.loading")}</p>;
  return <Rows compared={data} />;
}

function Rows({ compared: { from, to, numbers, rows } }: { compared: Compared }) {
  const t = useTranslations();
  const list = useRef<HTMLOListElement>(null);
  /** The position of the last change that was jumped to, from 1. */
  const [at, setAt] = useState(0);
  const changes = rows.filter(isChange);
  const jump = (step: 1 | -1) => {
    const next = Math.min(Math.max(at + step, 1), changes.length);
    const found = list.current?.querySelectorAll<HTMLElement>("[data-change]")[next - 1];
    if (!found) return;
    setAt(next);
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "center" });
  };
  useKeys({ n: () => jump(1), N: () => jump(-1) });

  if (changes.length === 0) return <p>{t("compare.none")}</p>;
  return (
    <>
      <p className="tabular-nums">{t("compare.numbers", { ...numbers })}</p>
      <div className="sticky top-header z-10 my-4 flex flex-wrap items-center gap-2 border-line border-b bg-paper py-2">
        <Button onClick={() => jump(-1)}>{t("compare.previous")}</Button>
        <Button onClick={() => jump(1)}>{t("compare.next")}</Button>
        <p role="status" className="text-muted text-small tabular-nums">
          {at > 0 && t("compare.at", { at, of: changes.length })}
        </p>
      </div>
      <div aria-hidden className="grid grid-cols-2 gap-6 font-semibold max-md:hidden">
        <p>{t("compare.edition", { ordinal: from.ordinal, at: new Date(from.createdAt) })}</p>
        <p>{t("compare.edition", { ordinal: to.ordinal, at: new Date(to.createdAt) })}</p>
      </div>
      <ol ref={list} className="mt-2">
        {groupsOf(rows).map(({ key, hidden, shown }) =>
          hidden ? (
            <Unchanged key={key} count={hidden.length}>
              {hidden.map(({ row, index }, place) => (
                <ChangedBlock key={index} row={row} number={null} takesFocus={place === 0} />
              ))}
            </Unchanged>
          ) : (
            shown.map(({ row, index, number }) => <ChangedBlock key={index} row={row} number={number} />)
          ),
        )}
      </ol>
    </>
  );
}

/** A run of unchanged blocks, folded. */
function Unchanged({ count, children }: { count: number; children: ReactNode }) {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  return isOpen ? (
    children
  ) : (
    <li className="py-3">
      <Button
        onClick={() => setOpen(true)}
        variant="quiet"
        className="w-full border border-line border-dashed text-muted"
      >
        {t("compare.unchanged", { count })}
      </Button>
    </li>
  );
}

function isChange({ kind, isMoved }: ComparisonRow): boolean {
  return kind !== "same" || isMoved;
}

interface PlacedRow {
  row: ComparisonRow;
  index: number;
  /** The number of the change, from 1; null for unchanged blocks. */
  number: number | null;
}

interface Group {
  key: string;
  shown: PlacedRow[];
  /** The rows of a long run of unchanged blocks; null for the others. */
  hidden: PlacedRow[] | null;
}

/** The rows in order, with long runs of unchanged blocks in groups of their own. */
function groupsOf(rows: readonly ComparisonRow[]): Group[] {
  let changes = 0;
  const placed = rows.map((row, index) => ({ row, index, number: isChange(row) ? ++changes : null }));
  const isNear = placed.map((_, index) =>
    placed.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ number }) => number !== null),
  );
  const groups: Group[] = [];
  for (const [index, each] of placed.entries()) {
    const isShown = isNear[index] === true;
    const last = groups.at(-1);
    if (last && (last.hidden === null) === isShown) (last.hidden ?? last.shown).push(each);
    else groups.push({ key: String(index), shown: isShown ? [each] : [], hidden: isShown ? null : [each] });
  }
  return groups;
}
