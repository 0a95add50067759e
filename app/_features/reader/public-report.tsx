import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Marked } from "@/app/_features/search";
import { byline } from "@/app/_messages/writers";
import { Button } from "@/app/_ui/button";
import { CONTROL } from "@/app/_ui/field";
import { AsTyped, Markdown } from "@/app/_ui/markdown";
import type { PublicHits, PublicNote } from "@/lib/library/public-reports";
import type { Language } from "@/lib/report/model";
import type { OutlineEntry } from "@/lib/report/outline";
import { pageWithin } from "@/lib/search/documents";
import type { SearchHit } from "@/lib/search/engine";
import { snippet } from "@/lib/search/snippet";
import { Outline } from "./outline";

/** Maximum length of a snippet in characters. */
const SNIPPET_LENGTH = 150;

interface PublicReportProps {
  slug: string;
  language: Language;
  outline: readonly OutlineEntry[];
  /** The query as typed; empty if there is none. */
  query: string;
  /** The results for the query; null if there is no query, "too-fast" if there were too many. */
  found: PublicHits | "too-fast" | null;
  notes: readonly PublicNote[];
  /** The number of all public notes, of which `notes` may be only the oldest. */
  noteTotal: number;
  /** The notes that are shown as plain Markdown (`prepareNoteTrees`). */
  typed: ReadonlySet<string>;
  /** The title page and the text. */
  children: ReactNode;
}

/** A public report for people without an account: text, contents, search and notes. Works without JavaScript. */
export function PublicReport({
  slug,
  language,
  outline,
  query,
  found,
  notes,
  noteTotal,
  typed,
  children,
}: PublicReportProps) {
  const t = useTranslations();
  return (
    <>
      <header className="flex min-h-header items-center justify-between gap-4 border-line border-b px-5 print:hidden">
        <span className="font-semibold">{t("app.name")}</span>
        <a
          href={`/signin?${new URLSearchParams({ from: `/r/${slug}` })}`}
          className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
        >
          {t("accounts.signIn.submit")}
        </a>
      </header>
      <div className="grid grid-cols-1 md:grid-cols-[var(--spacing-side)_minmax(0,1fr)] print:block">
        <aside
          aria-label={t("visitor.finding")}
          className="border-line p-3 max-md:border-b md:sticky md:top-0 md:h-dvh md:overflow-y-auto md:border-r print:hidden"
        >
          <search>
            <form action={`/r/${slug}`} className="mb-3 flex items-end gap-2">
              <input
                type="search"
                name="q"
                defaultValue={query}
                aria-label={t("search.inReport")}
                placeholder={t("search.inReport")}
                className={CONTROL}
              />
              <Button type="submit">{t("visitor.search")}</Button>
            </form>
          </search>
          {found === "too-fast" && <p role="alert">{t("visitor.tooFast")}</p>}
          {found !== null && found !== "too-fast" && <Hits found={found} />}
          <details open={found === null} className="mt-3">
            <summary className="min-h-11 cursor-pointer px-3 py-2.5 font-semibold">{t("reader.outline")}</summary>
            <div className="max-md:max-h-[40dvh] max-md:overflow-y-auto">
              <Outline entries={outline} current={undefined} />
            </div>
          </details>
        </aside>
        <main id="main" tabIndex={-1} className="min-w-0 px-5 pt-8 pb-32 outline-none print:p-0">
          <article
            lang={language}
            aria-label={t("reader.text")}
            className="prose relative mx-auto max-w-(--reading-measure) print:max-w-none"
          >
            {children}
          </article>
          {notes.length > 0 && <Notes notes={notes} noteTotal={noteTotal} typed={typed} />}
        </main>
      </div>
    </>
  );
}

function Hits({ found: { total, hits } }: { found: PublicHits }) {
  const t = useTranslations();
  return (
    <section aria-label={t("search.results")}>
      <p role="status" className="px-3 py-2 text-muted text-small">
        {total > hits.length
          ? t("visitor.firstHits", { count: total, shown: hits.length })
          : t("search.total", { count: total })}
      </p>
      <ol aria-label={t("search.list")} className="divide-y divide-line max-md:max-h-[50dvh] max-md:overflow-y-auto">
        {hits.map((hit) => (
          <Hit key={hit.block} hit={hit} />
        ))}
      </ol>
    </section>
  );
}

function Hit({ hit }: { hit: SearchHit }) {
  const t = useTranslations();
  const { text, ranges, leading, trailing } = snippet(hit.text.replaceAll(/[\t\n]/gu, " "), hit.ranges, SNIPPET_LENGTH);
  const page = pageWithin(hit, hit.ranges[0]?.[0] ?? 0);
  const place = [
    page && t("reader.page", { page: String(page.page), certain: String(page.certain) }),
    hit.kind === "figure" ? t("search.inFigure") : null,
    hit.section?.title,
  ].filter(Boolean);
  return (
    <li>
      <a href={`#${hit.block}`} className="block rounded px-3 py-3 hover:bg-accent-soft">
        <span className="line-clamp-5 font-serif text-ink wrap-anywhere" lang={hit.language}>
          {leading && "… "}
          <Marked text={text} ranges={ranges} />
          {trailing && " …"}
        </span>
        <span className="mt-1 block text-muted text-small">{place.join(" · ")}</span>
      </a>
    </li>
  );
}

function Notes({ notes, noteTotal, typed }: Pick<PublicReportProps, "notes" | "noteTotal" | "typed">) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <section aria-labelledby="notes" className="mx-auto mt-12 max-w-(--reading-measure) border-line border-t pt-6">
      <h2 id="notes" className="mb-4 font-semibold font-serif text-heading">
        {t("visitor.notes", { count: format.number(noteTotal) })}
      </h2>
      {noteTotal > notes.length && (
        <p className="mb-4 text-muted">{t("visitor.oldestNotes", { count: notes.length })}</p>
      )}
      <ol className="divide-y divide-line">
        {notes.map(({ id, body, author, quote, block }) => (
          <li key={id} className="py-4 wrap-anywhere">
            <blockquote className="mb-2 line-clamp-3 border-mark border-l-4 pl-3 font-serif text-muted">
              {block === null ? quote : <a href={`#${block}`}>{quote}</a>}
            </blockquote>
            {typed.has(body) ? <AsTyped markdown={body} /> : <Markdown>{body}</Markdown>}
            <p className="mt-1 text-muted text-small">{t("share.noteBy", { by: byline(t, author) })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
