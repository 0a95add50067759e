"use client";

import { type ReactNode, useRef, useState } from "react";
import { Header } from "@/app/ui/header";
import { Results } from "@/app/ui/results";
import { SearchBox } from "@/app/ui/search-box";
import { useKeys } from "@/app/ui/use-keys";
import { addressOf } from "@/app/ui/use-query";
import { words } from "@/app/words/en";
import type { PageBreak } from "@/lib/report/model";
import type { OutlineEntry } from "@/lib/report/outline";
import { type FootnoteContent, FootnotePopover } from "./footnote-popover";
import { BackButton, HitControls } from "./hit-controls";
import { Outline } from "./outline";
import { OutlineSheet } from "./outline-sheet";
import { stepBlock } from "./place";
import { useHits } from "./use-hits";
import { useReadingPlace } from "./use-reading-place";

interface ReaderProps {
  slug: string;
  title: string;
  outline: OutlineEntry[];
  pages: PageBreak[];
  footnotes: FootnoteContent[];
  /** The title page and the text, rendered on the server. */
  children: ReactNode;
}

/** The reader: outline or results at the left, the text, and room for notes at the right. */
export function Reader({ slug, title, outline, pages, footnotes, children }: ReaderProps) {
  const text = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  /** On a phone the results lie over the page; on a wide screen they always have their column. */
  const [resultsOver, setResultsOver] = useState(false);

  const hits = useHits(slug, text);
  const { search } = hits;
  const searching = search.state !== "idle";

  const offset = useReadingPlace(text);
  const passed = offset === null ? [] : outline.filter((entry) => entry.start <= offset);
  const section = passed.findLast((entry) => entry.kind === "section");
  const page = section?.page && pages.findLast((each) => offset !== null && each.offset <= offset);

  const ask = (next: string) => {
    hits.ask(next);
    setResultsOver(true);
  };
  const open = (hit: Parameters<typeof hits.open>[0]) => {
    setResultsOver(false);
    hits.open(hit);
  };
  const step = (by: 1 | -1) => {
    setResultsOver(false);
    hits.step(by);
  };
  const toBox = () => {
    input.current?.focus();
    input.current?.select();
  };
  const close = () => {
    const open = hits.hits[hits.position];
    hits.close();
    if (open) document.getElementById(open.block)?.focus({ preventScroll: true });
    else input.current?.blur();
  };

  useKeys({
    "/": toBox,
    n: () => step(1),
    N: () => step(-1),
    b: () => hits.goBack?.(),
    j: () => text.current && stepBlock(text.current, 1),
    k: () => text.current && stepBlock(text.current, -1),
    Escape: close,
  });

  const place = { entries: outline, current: passed.at(-1) };
  const controls = { total: hits.total, position: hits.position, onStep: step, onClose: close };

  return (
    <>
      <Header
        search={
          <SearchBox
            label={words.search.inReport}
            value={hits.query}
            onChange={ask}
            onSubmit={() => step(1)}
            onDown={() => list.current?.querySelector("a")?.focus()}
            onEscape={close}
            onFocus={() => {
              hits.expect();
              setResultsOver(true);
            }}
            inputRef={input}
          />
        }
        actions={<OutlineSheet {...place} />}
      >
        <p className="flex min-w-0 items-baseline gap-3 text-muted text-small">
          <span className="truncate">{section?.title ?? title}</span>
          {page && <span className="shrink-0 tabular-nums">{words.reader.page(page)}</span>}
        </p>
      </Header>

      <div className="grid grid-cols-1 md:grid-cols-[var(--spacing-side)_minmax(0,1fr)] lg:grid-cols-[var(--spacing-side)_minmax(0,1fr)_var(--spacing-notes)] print:block">
        <aside
          aria-label={searching ? words.search.results : undefined}
          className={`overflow-y-auto p-3 max-md:fixed max-md:inset-x-0 max-md:top-header max-md:bottom-0 max-md:z-20 max-md:bg-paper md:sticky md:top-header md:h-[calc(100dvh-var(--spacing-header)-1px)] print:hidden ${
            searching && resultsOver ? "" : "max-md:hidden"
          }`}
        >
          <div className="max-md:hidden">{hits.goBack && <BackButton onBack={hits.goBack} />}</div>
          {search.state === "ready" && <HitControls {...controls} />}
          {searching ? (
            <Results
              search={search}
              href={(hit) => addressOf(hits.query, hit.block)}
              current={hits.hits[hits.position]?.block ?? null}
              onOpen={open}
              onShowAll={hits.showAll}
              onLeave={toBox}
              listRef={list}
            />
          ) : (
            <Outline {...place} />
          )}
        </aside>

        <main id="main" tabIndex={-1} className="min-w-0 px-5 pt-8 pb-32 outline-none md:px-16 print:p-0">
          <article
            ref={text}
            aria-label={words.reader.text}
            className="prose relative mx-auto max-w-measure print:max-w-none"
          >
            {children}
          </article>
          <FootnotePopover text={text} footnotes={footnotes} />
        </main>
      </div>

      {(hits.goBack || (searching && hits.position >= 0)) && !(searching && resultsOver) && (
        <div className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-raised px-3 py-1 md:hidden print:hidden">
          {searching ? (
            <HitControls {...controls}>{hits.goBack && <BackButton onBack={hits.goBack} short />}</HitControls>
          ) : (
            hits.goBack && <BackButton onBack={hits.goBack} />
          )}
        </div>
      )}
    </>
  );
}
