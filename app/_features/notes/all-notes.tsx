"use client";

import { ListFilter, Search, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { LoadFailed } from "@/app/_features/session";
import { type Account, Header } from "@/app/_features/shell";
import { useLive } from "@/app/_features/sync";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageLink } from "@/app/_ui/page-link";
import { TextButton } from "@/app/_ui/text-button";
import { useHydrated } from "@/app/_ui/use-hydrated";
import { useKeys } from "@/app/_ui/use-keys";
import { chosenIn } from "@/lib/annotations/notes/note-filter";
import { type AskedNotes, type ListedNote, NOTES_PAGE, type NotesAnswer } from "@/lib/library/notes-schemas";
import { ExportMenu } from "./export-menu";
import { Choice, FilterFields } from "./filter-fields";
import { NoteRow } from "./note-row";
import { ALL_NOTES, askedNotesAddress } from "./notes-in-address";
import { PickingBar } from "./picking-bar";
import { useAllNotes } from "./use-all-notes";
import { usePicking } from "./use-picking";

interface AllNotesProps {
  account: Account;
  /** Id of the signed-in user. */
  me: string;
  /** The filters in the URL, and the server's results for them. */
  asked: AskedNotes;
  first: NotesAnswer;
  /**
   * Ids of highlights whose notes weren't formatted on the server, because formatting a whole page of notes would take
   * too long. The browser formats them instead.
   */
  typedAtFirst: readonly string[];
}

/** All notes in all reports, with search and filters, grouped by report. */
export function AllNotes({ account, me, asked: askedFirst, first, typedAtFirst }: AllNotesProps) {
  const t = useTranslations();
  const box = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState(askedFirst);
  const { answer, notes, isFailed, isLoading, more, reload } = useAllNotes(asked, askedFirst, first);
  const { total, all, options, reports } = answer;
  const picking = usePicking();
  const isHydrated = useHydrated();
  useLive(({ event }) => {
    if (event === "highlight" || event === "gone" || event === "reset" || event === "edition") reload();
  });
  useKeys({ "/": () => box.current?.focus() });
  useEffect(() => {
    const timer = setTimeout(() => {
      const address = askedNotesAddress("/notes", asked);
      // Replacing the URL would cancel a navigation that has only just begun.
      if (address !== window.location.pathname + window.location.search) window.history.replaceState(null, "", address);
    }, 300);
    return () => clearTimeout(timer);
  }, [asked]);

  const change = (next: Partial<AskedNotes>) => setAsked((before) => ({ ...before, ...next }));
  const isNarrowed = askedNotesAddress("", asked) !== "";
  const isMine = asked.person === me;

  return (
    <>
      <Header account={account} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto max-w-6xl px-5 pt-10 pb-24 outline-none print:max-w-none print:p-0"
      >
        <h1 className="font-semibold font-serif text-title">{t("allNotes.title")}</h1>
        <p className="mt-1 mb-6 text-muted print:hidden">{t("allNotes.lead")}</p>
        <div className="md:grid md:grid-cols-[17rem_minmax(0,1fr)] md:gap-10 print:block">
          <search
            aria-label={t("allNotes.narrow")}
            className="flex flex-col gap-3 md:sticky md:top-[calc(var(--spacing-header)+1.5rem)] md:self-start print:hidden"
          >
            <div className="relative flex items-center">
              <Search size={16} aria-hidden className="pointer-events-none absolute left-2.5 text-muted" />
              <input
                ref={box}
                type="search"
                aria-label={t("allNotes.search")}
                placeholder={t("search.label")}
                title={t("search.hint")}
                maxLength={1000}
                value={asked.query}
                onChange={({ target }) => change({ query: target.value })}
                className="h-11 w-full rounded border border-control bg-raised pr-2 pl-8 text-ink placeholder:text-muted max-md:text-[1rem]"
              />
            </div>
            {/* A button that toggles the next element, which is always shown on wide screens. It works without
                JavaScript. */}
            <details className="peer md:hidden">
              <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 text-accent [&::-webkit-details-marker]:hidden">
                <ListFilter size={16} aria-hidden />
                {t("notes.filter.open", { chosen: chosenIn(filterOf(asked)) })}
              </summary>
            </details>
            <div className="hidden peer-open:block md:block">
              <FilterFields filter={asked} options={options} onChange={change}>
                {reports.length > 1 && (
                  <Choice
                    label={t("allNotes.report")}
                    any={t("allNotes.anyReport")}
                    value={asked.report}
                    onChange={(report) => change({ report })}
                  >
                    {reports.map(({ slug, title }) => (
                      <option key={slug} value={slug}>
                        {title}
                      </option>
                    ))}
                  </Choice>
                )}
              </FilterFields>
            </div>
            <div className="flex flex-wrap items-center gap-x-3">
              <button
                type="button"
                aria-pressed={isMine}
                onClick={() => change({ person: isMine ? null : me })}
                className="min-h-9 cursor-pointer rounded border border-line px-3 text-muted text-small hover:bg-accent-soft hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent pointer-coarse:min-h-11"
              >
                {t("notes.filter.mine")}
              </button>
              {isNarrowed && <TextButton onClick={() => setAsked(ALL_NOTES)}>{t("notes.filter.clear")}</TextButton>}
            </div>
          </search>
          <div className="max-md:mt-6">
            <div className="mb-4 flex flex-wrap items-center gap-x-2">
              <p role="status" className="mr-auto text-muted text-small">
                {isNarrowed
                  ? t("notes.filter.shown", { count: total, total: all })
                  : t("allNotes.total", { count: total })}
              </p>
              <div className="contents print:hidden">
                {total > 0 && <ExportMenu asked={asked} total={total} />}
                {account.role !== "reader" && (
                  <PageLink
                    href="/notes/import"
                    className="inline-flex min-h-9 items-center gap-1.5 rounded px-2 text-muted text-small hover:bg-accent-soft hover:text-ink pointer-coarse:min-h-11"
                  >
                    <Upload size={16} aria-hidden />
                    {t("imports.open")}
                  </PageLink>
                )}
                {account.role !== "reader" && total > 0 && picking.picked === null && (
                  <TextButton onClick={picking.begin}>{t("collections.pick.begin")}</TextButton>
                )}
              </div>
            </div>
            {isFailed && <LoadFailed message={t("notes.failed")} onRetry={reload} />}
            {total === 0 && <Empty isNarrowed={isNarrowed} />}
            {groupsOf(notes, reports).map(({ slug, title, isArchived, notes: own }) => (
              <section key={slug} aria-labelledby={`report-${slug}`} className="mb-10">
                <h2
                  id={`report-${slug}`}
                  className="mb-2 break-after-avoid text-balance font-semibold font-serif text-heading"
                >
                  {title}
                  {isArchived && (
                    <span className="ms-2 rounded border border-line px-2 py-0.5 align-middle font-normal font-sans text-muted text-small">
                      {t("lifecycle.archivedLabel")}
                    </span>
                  )}
                </h2>
                <ul className="divide-y divide-line border-line border-y">
                  {own.map((note) => (
                    <NoteRow
                      key={note.highlight.id}
                      note={note}
                      isTyped={!isHydrated && typedAtFirst.includes(note.highlight.id)}
                      pick={
                        picking.picked === null
                          ? undefined
                          : {
                              isPicked: picking.picked.includes(note.highlight.id),
                              onPick: (isPicked) => picking.pick(note.highlight.id, isPicked),
                            }
                      }
                    />
                  ))}
                </ul>
              </section>
            ))}
            {notes.length < total && (
              <Button aria-disabled={isLoading || undefined} onClick={more} className="text-accent print:hidden">
                {t("allNotes.more", { count: Math.min(total - notes.length, NOTES_PAGE) })}
              </Button>
            )}
            {picking.picked !== null && (
              <PickingBar
                email={account.email}
                picked={picking.picked.flatMap(
                  (id) => notes.find(({ highlight }) => highlight.id === id)?.highlight ?? [],
                )}
                onAll={() => picking.pickAll(notes.map(({ highlight }) => highlight.id))}
                onEnd={picking.end}
              />
            )}
          </div>
        </div>
      </main>
    </>
  );
}

/** The filters without the search query. */
function filterOf({ query: _, ...filter }: AskedNotes) {
  return filter;
}

/** Groups notes by report, in order. */
function groupsOf(notes: readonly ListedNote[], reports: NotesAnswer["reports"]) {
  return reports
    .map((report) => ({ ...report, notes: notes.filter(({ highlight }) => highlight.report === report.slug) }))
    .filter(({ notes: own }) => own.length > 0);
}

/** Empty state of the list. */
function Empty({ isNarrowed }: { isNarrowed: boolean }) {
  const t = useTranslations();
  return (
    <EmptyState
      title={isNarrowed ? t("notes.filter.none") : t("allNotes.empty")}
      hint={isNarrowed ? t("allNotes.noneHow") : t("allNotes.emptyHow")}
    />
  );
}
