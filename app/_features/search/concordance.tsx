"use client";

import { ArrowDownAZ, ArrowDownNarrowWide, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { moveAmong } from "@/app/_ui/arrow-keys";
import { saveFile } from "@/app/_ui/save-file";
import type { ConcordanceLine, ConcordanceOrder } from "@/lib/search/concordance";
import { pageWithin } from "@/lib/search/documents";
import { isForBrowser } from "./asking-link";
import { concordanceCsv } from "./concordance-csv";
import { lineKey } from "./hit";

const CSV = "text/csv;charset=utf-8";

/** Number of lines shown at first. The user can ask for more. */
const FIRST_LINES = 500;

interface ConcordanceProps {
  lines: readonly ConcordanceLine[];
  /** The sort order. */
  order: ConcordanceOrder;
  onOrder(order: ConcordanceOrder): void;
  href(line: ConcordanceLine): string;
  /** Called for a plain click or Enter. Clicks that open a new tab are left to the browser. */
  onOpen?(line: ConcordanceLine): void;
  /** Whether each line includes the name of its report. */
  showReport: boolean;
  /** The `lineKey` of the open line. */
  current?: string | null;
  /** File name of the download, without extension. */
  fileName: string;
}

/** A concordance: every occurrence on a line of its own, aligned at the keyword, with as much context as fits. */
export function Concordance({ lines, order, onOrder, showReport, fileName, ...props }: ConcordanceProps) {
  const t = useTranslations();
  /**
   * The number of lines when the user last asked for all of them. It is remembered so that sorting doesn't collapse the
   * list again.
   */
  const [unfolded, setUnfolded] = useState(0);
  const shown = unfolded === lines.length ? lines : lines.slice(0, FIRST_LINES);
  const table = useRef<HTMLTableElement>(null);
  const links = () => [...(table.current?.querySelectorAll<HTMLElement>("tbody a") ?? [])];
  const head = { order, onOrder };

  return (
    <div>
      <div className="flex items-center justify-between gap-3 px-3">
        <p className="text-muted text-small tabular-nums">{t("search.concordance.total", { count: lines.length })}</p>
        <button
          type="button"
          onClick={() => saveFile(new Blob([concordanceCsv(t, lines)], { type: CSV }), `${fileName}.csv`)}
          className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded px-3 text-accent hover:bg-accent-soft"
        >
          <Download size={16} aria-hidden />
          {t("search.concordance.download")}
        </button>
      </div>
      <table
        ref={table}
        className="w-full border-collapse max-md:block"
        // Escape is handled by the panel around the concordance.
        onKeyDown={(event) => event.key !== "Escape" && moveAmong(event, links(), () => {})}
      >
        <caption className="sr-only">{t("search.concordance.label")}</caption>
        <thead className="max-md:block">
          <tr className="border-line border-b text-left text-muted text-small max-md:flex max-md:flex-wrap max-md:items-center">
            <Head by="position" {...head}>
              {t("search.concordance.place")}
            </Head>
            <Head by="left" end {...head}>
              {t("search.concordance.left")}
            </Head>
            <th scope="col" className="px-2 text-center font-normal max-md:sr-only">
              {t("search.concordance.keyword")}
            </th>
            <Head by="right" {...head}>
              {t("search.concordance.right")}
            </Head>
            <th scope="col" className="px-3 font-normal max-md:sr-only">
              {t("search.concordance.section")}
            </th>
            {showReport && (
              <th scope="col" className="px-3 font-normal max-md:sr-only">
                {t("search.concordance.report")}
              </th>
            )}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {shown.map((line) => (
            <Line
              key={lineKey(line)}
              line={line}
              isCurrent={lineKey(line) === props.current}
              showReport={showReport}
              href={props.href}
              onOpen={props.onOpen}
            />
          ))}
        </tbody>
      </table>
      {shown.length < lines.length && (
        <button
          type="button"
          onClick={() => setUnfolded(lines.length)}
          className="min-h-11 w-full cursor-pointer rounded px-3 text-accent hover:bg-accent-soft"
        >
          {t("search.more", { count: lines.length })}
        </button>
      )}
    </div>
  );
}

interface HeadProps extends Pick<ConcordanceProps, "order" | "onOrder"> {
  by: ConcordanceOrder;
  /** Whether the column is right-aligned, beside the keyword. */
  end?: boolean;
  children: ReactNode;
}

/** A column header with which users sort the rows. */
function Head({ by, order, onOrder, end = false, children }: HeadProps) {
  const t = useTranslations();
  const isOn = by === order;
  const Icon = by === "position" ? ArrowDownNarrowWide : ArrowDownAZ;
  return (
    <th scope="col" aria-sort={isOn ? "ascending" : undefined} className={`p-0 font-normal ${end ? "text-right" : ""}`}>
      <button
        type="button"
        title={t(`search.concordance.sort.${by}`)}
        onClick={() => onOrder(by)}
        className={`inline-flex min-h-9 cursor-pointer items-center gap-1.5 whitespace-nowrap rounded px-3 hover:bg-accent-soft hover:text-ink max-md:min-h-11 ${isOn ? "font-semibold text-ink" : ""} ${end ? "md:flex-row-reverse md:px-0" : ""}`}
      >
        {children}
        <Icon size={14} aria-hidden className={isOn ? "" : "invisible"} />
      </button>
    </th>
  );
}

/**
 * The columns before and after the keyword are equally wide. Text that doesn't fit fades out on the side away from the
 * keyword.
 */
const CONTEXT = "w-1/2 max-w-0 whitespace-pre p-0 max-md:w-auto max-md:min-w-0 max-md:max-w-none";

/** A title of limited width, to leave room for the text. */
const WHERE = "block max-w-44 truncate max-md:max-w-none";

function Line({
  line,
  isCurrent,
  showReport,
  href,
  onOpen,
}: { line: ConcordanceLine; isCurrent: boolean } & Pick<ConcordanceProps, "showReport" | "href" | "onOpen">) {
  const t = useTranslations();
  const { document, left, keyword, right } = line;
  const { section, language } = document;
  const page = pageWithin(document, line.start);
  return (
    <tr
      aria-current={isCurrent || undefined}
      className="relative border-line border-b hover:bg-accent-soft aria-[current]:bg-accent-soft max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] max-md:items-baseline max-md:py-2"
    >
      <td className="whitespace-nowrap px-3 text-muted text-small tabular-nums max-md:order-2 max-md:px-2">
        {page && t("reader.page", { page: String(page.page), certain: String(page.certain) })}
      </td>
      <td lang={language} className={CONTEXT}>
        <span className="flex justify-end overflow-hidden font-serif [mask-image:linear-gradient(to_right,transparent,#000_3rem)]">
          <span className="shrink-0">{left}</span>
        </span>
      </td>
      <td lang={language} className="whitespace-nowrap p-0 text-center font-serif max-md:max-w-[60vw]">
        <a
          href={href(line)}
          aria-label={`${left}${keyword}${right}`}
          onClick={(event) => {
            if (!onOpen || isForBrowser(event)) return;
            event.preventDefault();
            onOpen(line);
          }}
          className="inline-flex min-h-9 max-w-full items-center px-0.5 font-semibold text-mark after:absolute after:inset-0 max-md:min-h-7"
        >
          <span className="truncate">{keyword}</span>
        </a>
      </td>
      <td lang={language} className={CONTEXT}>
        <span className="block overflow-hidden font-serif [mask-image:linear-gradient(to_left,transparent,#000_3rem)]">
          {right}
        </span>
      </td>
      <td className="px-3 text-muted text-small max-md:order-2 max-md:col-span-2 max-md:min-w-0 max-md:px-2 max-md:text-right">
        <span className={WHERE}>{section?.title}</span>
      </td>
      {showReport && (
        <td className="px-3 text-muted text-small max-md:order-2 max-md:col-span-3 max-md:min-w-0 max-md:px-2">
          <span className={WHERE}>{document.reportTitle}</span>
        </td>
      )}
    </tr>
  );
}
