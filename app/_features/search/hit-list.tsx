"use client";

import { ImageIcon, StickyNote } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type MouseEvent, memo, type Ref } from "react";
import type { Format, Translate } from "@/app/_messages/translate";
import { bylines } from "@/app/_messages/writers";
import { moveAmong } from "@/app/_ui/arrow-keys";
import { pageWithin } from "@/lib/search/documents";
import type { SearchHit } from "@/lib/search/engine";
import { snippet } from "@/lib/search/snippet";
import { isForBrowser } from "./asking-link";
import { Marked } from "./marked";
import { Why } from "./why";

/** Maximum length of a snippet in characters: about four lines of the results column. */
const SNIPPET_LENGTH = 150;

export interface HitListProps {
  hits: readonly SearchHit[];
  /** The hit that is open in the text, if any. */
  current?: SearchHit | undefined;
  href(hit: SearchHit): string;
  /** Called for a plain click or Enter. Clicks that open a new tab are left to the browser. */
  onOpen(hit: SearchHit, event: MouseEvent): void;
  /** Called for the up arrow on the first hit and for Escape. Moves the focus to the search box. */
  onLeave(): void;
  /** Whether each hit includes the name of its report. */
  showReport?: boolean;
  /** The query that the explanation of each hit refers to; null to hide explanations. */
  explained?: string | null;
  listRef: Ref<HTMLOListElement>;
}

/** The passages and notes found, in order: a list of links that can be navigated with the arrow keys. */
export function HitList({
  hits,
  current,
  href,
  onOpen,
  onLeave,
  showReport = false,
  explained = null,
  listRef,
}: HitListProps) {
  const t = useTranslations();
  const open = (event: MouseEvent<HTMLOListElement>) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const hit = hits[[...event.currentTarget.querySelectorAll("a")].indexOf(link as HTMLAnchorElement)];
    if (hit && !isForBrowser(event)) onOpen(hit, event);
  };
  const shared = { showReport, explained };
  return (
    // The list has a single listener, so that a new callback doesn't re-render every row.
    <ol
      ref={listRef}
      aria-label={t("search.list")}
      onClick={open}
      onKeyDown={(event) => moveAmong(event, [...event.currentTarget.querySelectorAll("a")], onLeave)}
      className="divide-y divide-line"
    >
      {hits.map((hit, place) => (
        // Keyed by index: while typing, the hits change with every keystroke, and updating rows is faster than
        // replacing them.
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no state.
        <Hit key={place} hit={hit} href={href(hit)} isCurrent={hit === current} {...shared} />
      ))}
    </ol>
  );
}

interface HitProps {
  hit: SearchHit;
  href: string;
  isCurrent: boolean;
  showReport: boolean;
  explained: string | null;
}

const Hit = memo(function Hit({ hit, href, isCurrent, showReport, explained }: HitProps) {
  const t = useTranslations();
  const format = useFormatter();
  const { text, ranges, leading, trailing } = snippet(hit.text.replaceAll(/[\t\n]/gu, " "), hit.ranges, SNIPPET_LENGTH);
  return (
    <li>
      <a
        href={href}
        aria-current={isCurrent || undefined}
        className="block rounded px-3 py-3 hover:bg-accent-soft aria-current:bg-accent-soft"
      >
        {hit.note && (
          <span className="mb-0.5 flex items-center gap-1.5 text-muted text-small">
            <StickyNote size={14} aria-hidden className="shrink-0" />
            {t("search.noteBy", { by: bylines(t, format, hit.by) })}
          </span>
        )}
        {hit.kind === "figure" && (
          <span className="mb-0.5 flex items-center gap-1.5 text-muted text-small">
            <ImageIcon size={14} aria-hidden className="shrink-0" />
            {t("search.inFigure")}
          </span>
        )}
        <span className="line-clamp-5 font-serif text-ink wrap-anywhere" lang={hit.language}>
          {leading && "… "}
          <Marked text={text} ranges={ranges} />
          {trailing && " …"}
        </span>
        <span className="mt-1 block text-muted text-small">{placeOf(t, format, hit, showReport)}</span>
      </a>
      {explained !== null && <Why query={explained} hit={hit} />}
    </li>
  );
});

function placeOf(t: Translate, format: Format, hit: SearchHit, showReport: boolean): string {
  const page = pageWithin(hit, hit.ranges[0]?.[0] ?? 0);
  const { kind } = hit;
  const said = kind === "paragraph" || kind === "note" || kind === "figure" ? null : t(`reader.kind.${kind}`);
  const also = (hit.alike ?? []).flatMap((place) => place.page ?? []);
  const parts = [
    page && t("reader.page", { page: String(page.page), certain: String(page.certain) }),
    said,
    hit.section?.title,
    showReport ? hit.reportTitle : null,
  ];
  return [
    ...parts,
    also.length > 0 ? t("search.alsoOn", { count: also.length, pages: format.list(also.map(String)) }) : null,
  ]
    .filter((part) => part != null)
    .join(" · ");
}
