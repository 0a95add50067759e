"use client";

import { type ReactNode, useRef, useState } from "react";
import type { AccountMenuProps } from "@/app/ui/account-menu";
import { Header } from "@/app/ui/header";
import { Results, type Search } from "@/app/ui/results";
import { SearchBox } from "@/app/ui/search-box";
import { useKeys } from "@/app/ui/use-keys";
import { useMediaQuery } from "@/app/ui/use-media-query";
import { addressOf } from "@/app/ui/use-query";
import { words } from "@/app/words/en";
import type { Language, PageBreak } from "@/lib/report/model";
import type { OutlineEntry } from "@/lib/report/outline";
import type { SearchHit, SearchResult } from "@/lib/search/engine";
import { type FootnoteContent, FootnotePopover } from "./footnote-popover";
import { BackButton, HitControls } from "./hit-controls";
import { Annotations } from "./notes/annotations";
import { OutlineSheet } from "./outline-sheet";
import { stepBlock } from "./place";
import { OutlineHere, ReadingPlace } from "./reading-place";
import { useHits } from "./use-hits";

interface ReaderProps {
  account: AccountMenuProps;
  slug: string;
  title: string;
  language: Language;
  outline: OutlineEntry[];
  pages: PageBreak[];
  footnotes: FootnoteContent[];
  /** What the server found for the query in the address. */
  found: SearchResult | null;
  /** The title page and the text, rendered on the server. */
  children: ReactNode;
}

/** The reader: outline or results at the left, the text, and room for notes at the right. */
export function Reader({ account, slug, title, language, outline, pages, footnotes, found, children }: ReaderProps) {
  const text = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const actions = useRef<HTMLSpanElement>(null);
  /** On a phone the results lie over the page; on a wide screen they always have their column. */
  const [resultsOver, setResultsOver] = useState(false);

  const isNarrow = useMediaQuery("(width < 60rem)");

  const hits = useHits(slug, text, found);
  const { search } = hits;
  const searching = search.state !== "idle";

  const ask = (next: string) => {
    hits.ask(next);
    setResultsOver(true);
  };
  const open = (hit: SearchHit) => {
    setResultsOver(false);
    hits.open(hit);
  };
  const step = (by: 1 | -1) => {
    setResultsOver(false);
    hits.step(by);
  };
  const submit = () => {
    setResultsOver(false);
    hits.submit();
  };
  const toBox = () => {
    input.current?.focus();
    input.current?.select();
  };
  const close = () => {
    const open = hits.hits[hits.position];
    hits.close();
    if (open) document.getElementById(open.block)?.focus({ preventScroll: true });
    else input.current?.focus();
  };

  useKeys({
    "/": toBox,
    n: () => step(1),
    N: () => step(-1),
    b: () => hits.goBack?.(),
    j: () => text.current && stepBlock(text.current, 1),
    k: () => text.current && stepBlock(text.current, -1),
    Escape: () => searching && close(),
  });

  const place = { text, entries: outline };
  const total = search.state === "ready" ? search.result.total : 0;
  const controls = { total, position: hits.position, onStep: step, onClose: close };

  return (
    <>
      <Header
        account={account}
        search={
          <SearchBox
            label={words.search.inReport}
            value={hits.query}
            onChange={ask}
            onSubmit={submit}
            onDown={() => list.current?.querySelector("a")?.focus()}
            onEscape={close}
            onFocus={() => {
              hits.expect();
              setResultsOver(true);
            }}
            inputRef={input}
          />
        }
        actions={
          <>
            <span ref={actions} className="contents" />
            <OutlineSheet {...place} />
          </>
        }
      >
        <ReadingPlace {...place} title={title} pages={pages} />
      </Header>

      <p role="status" className="sr-only">
        {statusOf(search, hits.position)}
      </p>

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
              href={(hit) => addressOf(`/r/${slug}`, hits.query, hit.block)}
              current={hits.hits[hits.position]?.block ?? null}
              onOpen={open}
              onLeave={toBox}
              listRef={list}
            />
          ) : (
            <OutlineHere {...place} />
          )}
        </aside>

        <main
          id="main"
          tabIndex={-1}
          inert={isNarrow && searching && resultsOver}
          className="min-w-0 px-5 pt-8 pb-32 outline-none md:pr-6 md:pl-14 print:p-0"
        >
          <article
            ref={text}
            lang={language}
            aria-label={words.reader.text}
            className="prose relative mx-auto max-w-measure print:max-w-none"
          >
            {children}
          </article>
          <FootnotePopover text={text} footnotes={footnotes} />
        </main>

        <aside aria-label={words.notes.title} className="pt-8 pr-5 max-lg:contents print:hidden">
          <Annotations slug={slug} me={account} text={text} actions={actions} />
        </aside>
      </div>

      {(hits.goBack || (searching && hits.position >= 0)) && !(searching && resultsOver) && (
        <section
          aria-label={words.search.where}
          className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-raised px-3 py-1 md:hidden print:hidden"
        >
          {searching ? (
            <HitControls {...controls}>{hits.goBack && <BackButton onBack={hits.goBack} short />}</HitControls>
          ) : (
            hits.goBack && <BackButton onBack={hits.goBack} />
          )}
        </section>
      )}
    </>
  );
}

/** What is said aloud of a search when it changes. */
function statusOf(search: Search, position: number): string {
  if (search.state === "loading") return words.search.loading;
  if (search.state !== "ready") return "";
  const { total } = search.result;
  return position < 0 ? words.search.total(total) : words.search.position(position + 1, total);
}
