import { Fragment, type ReactNode } from "react";
import type { Translate } from "@/app/_messages/translate";
import { pageAt } from "@/lib/report/locate";
import type { Block, Flow, Report, Run } from "@/lib/report/model";
import { isLettered } from "@/lib/report/outline";
import { placedFigures } from "@/lib/report/placed-pictures";
import { pictureAddress } from "@/lib/sources/schemas";
import { footnoteId, markerId } from "./footnote-ids";
import { Inlines, PageMark, PictureImage } from "./inlines";

/** Id of the heading above the list of footnotes. */
export const FOOTNOTES_ID = "footnotes";

/**
 * The top-level elements of a report's text, in order, and the footnotes, rendered from the same tree as the canonical
 * text. Every block has `data-block` and its id; every run of text has `data-start`, the offset of its first character.
 */
export function textParts(t: Translate, report: Report, source: string | null): ReactNode[] {
  const parts = report.flow.map((item, index) => (
    <FlowItems key={index} t={t} report={report} source={source} flow={[item]} />
  ));
  return report.footnotes.length > 0
    ? [...parts, <Footnotes key="footnotes" t={t} report={report} source={source} />]
    : parts;
}

/** Components rendered to static HTML can't use hooks, so the translator is passed as a prop. */
interface WithReport {
  t: Translate;
  report: Report;
  /** Id of the source that the report's pictures were read from; null if there is none. */
  source: string | null;
}

type BlockElement = "p" | "li" | "tr" | "div" | "h2" | "h3" | "h4" | "h5" | "h6" | "figcaption";

interface BlockProps extends WithReport {
  index: number;
  as: BlockElement;
  /** Another id to link to: the section's slug. */
  anchor?: string;
  className?: string;
  children?: ReactNode;
}

/**
 * A block with a single run is one element. In any other block, each run is a paragraph inside the block's element, and
 * `children` follow the runs.
 */
function BlockOf({ t, report, source, index, as: Element, anchor, className, children }: BlockProps) {
  const block = report.blocks[index]!;
  const [run] = block.runs;
  const props = { ...blockAttributes(report, block), id: block.id, className };
  if (run && block.runs.length === 1 && !children) {
    return (
      <Element {...props} data-start={run.start}>
        {anchor && <span id={anchor} data-skip />}
        <Inlines t={t} source={source} inlines={run.inlines} />
      </Element>
    );
  }
  return (
    <Element {...props}>
      {block.runs.map((each) => (
        <p key={each.start} data-start={each.start}>
          <Inlines t={t} source={source} inlines={each.inlines} />
        </p>
      ))}
      {children}
    </Element>
  );
}

function blockAttributes(report: Report, block: Block) {
  const lang = block.language === report.meta.language ? undefined : block.language;
  return { "data-block": block.id, tabIndex: -1, lang };
}

function FlowItems({ t, report, source, flow }: WithReport & { flow: readonly Flow[] }) {
  return flow.map((item, index) => (
    <Fragment key={index}>
      <FlowItem t={t} report={report} source={source} item={item} />
      {item.type !== "page-break" && item.type !== "rule" && <Slot />}
    </Fragment>
  ));
}

/** The place where the list of highlights in the preceding blocks is inserted: see `ScreenReaderHighlights`. */
function Slot() {
  return <div data-slot data-skip />;
}

function FlowItem({ t, report, source, item }: WithReport & { item: Flow }) {
  switch (item.type) {
    case "heading":
      return <Heading t={t} report={report} source={source} index={item.block} />;
    case "paragraph":
      return <BlockOf t={t} report={report} source={source} index={item.block} as="p" />;
    case "list":
      return <ListOf t={t} report={report} source={source} item={item} />;
    case "quote":
      return (
        <blockquote>
          <FlowItems t={t} report={report} source={source} flow={item.children} />
        </blockquote>
      );
    case "table":
      return <TableOf t={t} report={report} source={source} item={item} />;
    case "figure":
      return (
        <figure id={figureIds(report).get(item)} tabIndex={-1}>
          {item.caption !== undefined && (
            <BlockOf t={t} report={report} source={source} index={item.caption} as="figcaption" className="caption" />
          )}
          <PictureOf t={t} source={source} item={item} />
          {item.note !== undefined && (
            <BlockOf t={t} report={report} source={source} index={item.note} as="p" className="source-note" />
          )}
        </figure>
      );
    case "page-break":
      return <PageMark t={t} as="div" page={item.page} certain={item.certain} />;
    case "rule":
      return <hr />;
  }
}

const knownIds = new WeakMap<Report, ReadonlyMap<Flow, string>>();

/** The ids of a report's figures, under which search results link to them. */
function figureIds(report: Report): ReadonlyMap<Flow, string> {
  const known = knownIds.get(report) ?? new Map(placedFigures(report).map(({ figure, id }) => [figure, id]));
  knownIds.set(report, known);
  return known;
}

/**
 * A picture, or a message saying that it is missing. A click on the picture opens the lightbox (`light-box.tsx`).
 * Without JavaScript, the picture is a link to its file.
 */
function PictureOf({
  t,
  source,
  item,
}: Pick<WithReport, "t" | "source"> & { item: Extract<Flow, { type: "figure" }> }) {
  const { picture, src, alt, words } = item;
  if (!picture || source === null) {
    return (
      <div className="missing-picture" data-skip>
        {src ? <a href={src}>{alt || t("reader.openPicture")}</a> : t("reader.pictureMissing")}
      </div>
    );
  }
  const address = pictureAddress(source, picture);
  const withoutAlt = words ? t("reader.pictureWithWords", { words }) : t("reader.pictureWithoutAlt");
  return (
    <div className="picture" data-skip>
      <a href={address} data-picture={picture.id} aria-label={alt === "" ? withoutAlt : undefined}>
        <PictureImage address={address} picture={picture} alt={alt} />
      </a>
    </div>
  );
}

/** The page's h1 is its title, so the report's top-level sections are h2. */
function Heading({ t, report, source, index }: WithReport & { index: number }) {
  const block = report.blocks[index]!;
  const top = Math.min(...report.sections.map((section) => section.depth));
  const level = Math.min(6, 2 + (block.depth ?? top) - top) as 2 | 3 | 4 | 5 | 6;
  return (
    <BlockOf
      t={t}
      report={report}
      source={source}
      index={index}
      as={`h${level}`}
      anchor={report.sections[block.section]?.slug}
    />
  );
}

function ListOf({ t, report, source, item }: WithReport & { item: Extract<Flow, { type: "list" }> }) {
  const List = item.ordered ? "ol" : "ul";
  const lettered = item.items.every(({ block }) => isLettered(report.blocks[block ?? -1]));
  return (
    <List
      start={item.ordered && item.first !== 1 ? item.first : undefined}
      className={lettered ? "lettered" : undefined}
    >
      {item.items.map(({ block, children }, index) => {
        const nested = children.length > 0 && (
          <FlowItems key="nested" t={t} report={report} source={source} flow={children} />
        );
        if (block === undefined) return <li key={index}>{nested}</li>;
        return (
          <BlockOf key={index} t={t} report={report} source={source} index={block} as="li">
            {nested}
          </BlockOf>
        );
      })}
    </List>
  );
}

/** Tables with more columns scroll horizontally if they don't fit. */
const WIDE = 3;
/** Scrollable regions must be focusable, so they need an accessible name. */
const scrollable = (t: Translate) => ({ role: "region", tabIndex: 0, "aria-label": t("reader.table") });

function TableOf({ t, report, source, item }: WithReport & { item: Extract<Flow, { type: "table" }> }) {
  const columns = Math.max(
    1,
    ...[item.header, ...item.groups.flatMap((group) => group.rows)].map(
      (index) => report.blocks[index ?? -1]?.runs.length ?? 0,
    ),
  );
  return (
    <figure>
      {item.caption !== undefined && (
        <BlockOf t={t} report={report} source={source} index={item.caption} as="figcaption" className="caption" />
      )}
      <div className={columns > WIDE ? "wide-table" : undefined} {...(columns > WIDE ? scrollable(t) : {})}>
        <table>
          {item.header !== undefined && (
            <thead>
              <Row t={t} report={report} source={source} index={item.header} columns={columns} scope="col" />
            </thead>
          )}
          {item.groups.map((group) => (
            <tbody key={group.head ?? group.rows[0]}>
              {group.head !== undefined && (
                <Row
                  t={t}
                  report={report}
                  source={source}
                  index={group.head}
                  columns={1}
                  span={columns}
                  scope="rowgroup"
                />
              )}
              {group.rows.map((row) => (
                <Row key={row} t={t} report={report} source={source} index={row} columns={columns} scope="row" />
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {item.note !== undefined && (
        <BlockOf t={t} report={report} source={source} index={item.note} as="p" className="source-note" />
      )}
    </figure>
  );
}

interface RowProps extends WithReport {
  index: number;
  columns: number;
  /** Column span of the only cell in the header row of a group. */
  span?: number;
  scope: "row" | "col" | "rowgroup";
}

function Row({ t, report, source, index, columns, span, scope }: RowProps) {
  const block = report.blocks[index]!;
  return (
    <tr {...blockAttributes(report, block)} id={block.id}>
      {Array.from({ length: columns }, (_, column) => (
        <Cell
          key={column}
          t={t}
          source={source}
          run={block.runs[column]}
          scope={column === 0 || scope === "col" ? scope : undefined}
          span={span}
        />
      ))}
    </tr>
  );
}

/** A cell with a `scope` is a header of its row, column or group. */
function Cell({
  t,
  source,
  run,
  scope,
  span,
}: Pick<WithReport, "t" | "source"> & {
  run: Run | undefined;
  scope?: RowProps["scope"];
  span?: number;
}) {
  const isEmpty = !run || run.end === run.start;
  const Element = scope ? "th" : "td";
  return (
    <Element scope={scope} colSpan={span} data-start={isEmpty ? undefined : run.start}>
      {!isEmpty && <Inlines t={t} source={source} inlines={run.inlines} />}
    </Element>
  );
}

function Footnotes({ t, report, source }: WithReport) {
  return (
    <section aria-labelledby={FOOTNOTES_ID}>
      <h2 id={FOOTNOTES_ID} data-skip>
        {t("reader.footnotes")}
      </h2>
      <ol className="footnotes">
        {report.footnotes.map((footnote) => (
          <li key={footnote.label} id={footnoteId(footnote.label)} tabIndex={-1}>
            <span className="text-muted tabular-nums" data-skip>
              {footnote.label}
            </span>
            <BlockOf t={t} report={report} source={source} index={footnote.block} as="div" />
            <span className="flex flex-col items-end font-sans text-small print:hidden" data-skip>
              {footnote.references.map((offset, index) => (
                <a
                  key={index}
                  href={`#${encodeURIComponent(markerId(footnote.label, index + 1))}`}
                  className="inline-flex min-h-6 min-w-6 items-center justify-center gap-1 no-underline"
                >
                  <span className="whitespace-nowrap text-muted">{pageLabel(t, report, offset)}</span>
                  <span className="sr-only">{` ${t("reader.backToText", { label: footnote.label, nth: index + 1 })}`}</span>
                  <ToMarker />
                </a>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <Slot />
    </section>
  );
}

function pageLabel(t: Translate, report: Report, offset: number): string | null {
  const page = pageAt(report, offset);
  return page && t("reader.page", { page: String(page.page), certain: String(page.certain) });
}

/**
 * An arrow pointing up to the text. It is Lucide's "corner-left-up", copied because Lucide's own component has hooks.
 */
function ToMarker() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="14"
      height="14"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M14 9 9 4 4 9" />
      <path d="M20 20h-7a4 4 0 0 1-4-4V4" />
    </svg>
  );
}
