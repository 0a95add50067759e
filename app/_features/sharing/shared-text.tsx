import { useTranslations } from "next-intl";
import { StoredImage } from "@/app/_ui/stored-image";
import type { Colour } from "@/lib/annotations/highlights/colours";
import { cutRun } from "@/lib/report/excerpt";
import type { Block, Flow, Inline, Run } from "@/lib/report/model";
import { isLettered } from "@/lib/report/outline";
import type { Picture } from "@/lib/report/pictures";
import { sharedPictureAddress } from "@/lib/sharing/schemas";
import type { SharedPassage } from "@/lib/sharing/shared";

interface Part {
  passage: SharedPassage;
}

/** A shared passage with the surrounding blocks and their footnotes, formatted in the same way as in the report. */
export function SharedText({ passage }: Part) {
  return (
    <>
      <FlowItems passage={passage} flow={passage.flow} />
      {passage.footnotes.length > 0 && (
        <ol className="footnotes border-line border-t pt-4">
          {passage.footnotes.map(({ label, block }) => (
            <li key={label}>
              <span className="text-muted tabular-nums">{label}</span>
              <BlockOf passage={passage} index={block} as="div" />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function FlowItems({ passage, flow }: Part & { flow: readonly Flow[] }) {
  return flow.map((item, index) => <FlowItem key={index} passage={passage} item={item} />);
}

function FlowItem({ passage, item }: Part & { item: Flow }) {
  switch (item.type) {
    case "heading":
      return <BlockOf passage={passage} index={item.block} as="h2" />;
    case "paragraph":
      return <BlockOf passage={passage} index={item.block} as="p" />;
    case "list":
      return <ListOf passage={passage} item={item} />;
    case "quote":
      return (
        <blockquote>
          <FlowItems passage={passage} flow={item.children} />
        </blockquote>
      );
    case "table":
    case "figure":
      return (
        <>
          {item.caption !== undefined && <BlockOf passage={passage} index={item.caption} as="p" className="caption" />}
          {item.type === "table" && <TableOf passage={passage} item={item} />}
          {item.type === "figure" && item.picture && (
            <div className="picture">
              <PictureOf passage={passage} picture={item.picture} alt={item.alt || (item.words ?? "")} />
            </div>
          )}
          {item.note !== undefined && <BlockOf passage={passage} index={item.note} as="p" className="source-note" />}
        </>
      );
    case "page-break":
    case "rule":
      return null;
  }
}

/** Renders a picture if it is stored. Reports imported by earlier versions have no stored pictures. */
function PictureOf({ passage, picture, alt }: Part & { picture: Picture; alt: string }) {
  if (!passage.pictures.includes(picture.id)) return null;
  const { width, height } = picture;
  const address = sharedPictureAddress(passage.token, picture);
  return <StoredImage src={address} alt={alt} width={width} height={height} loading="lazy" decoding="async" />;
}

interface BlockProps extends Part {
  index: number;
  as: "p" | "h2" | "div";
  className?: string;
}

function BlockOf({ passage, index, as: Element, className }: BlockProps) {
  const block = passage.blocks[index]!;
  const isOne = block.runs.length === 1;
  return (
    <Element lang={block.language} className={className}>
      {isOne ? <Runs passage={passage} block={block} /> : <Paragraphs passage={passage} block={block} />}
    </Element>
  );
}

function Runs({ passage, block }: Part & { block: Block }) {
  return block.runs.map((run) => <MarkedRun key={run.start} passage={passage} run={run} />);
}

function Paragraphs({ passage, block }: Part & { block: Block }) {
  return block.runs.map((run) => (
    <p key={run.start}>
      <MarkedRun passage={passage} run={run} />
    </p>
  ));
}

function ListOf({ passage, item }: Part & { item: Extract<Flow, { type: "list" }> }) {
  const List = item.ordered ? "ol" : "ul";
  const lettered = item.items.every(({ block }) => isLettered(passage.blocks[block ?? -1]));
  return (
    <List
      start={item.ordered && item.first !== 1 ? item.first : undefined}
      className={lettered ? "lettered" : undefined}
    >
      {item.items.map(({ block, children }, index) => {
        const point = passage.blocks[block ?? -1];
        return (
          <li key={index} lang={point?.language}>
            {point && <Runs passage={passage} block={point} />}
            <FlowItems passage={passage} flow={children} />
          </li>
        );
      })}
    </List>
  );
}

function TableOf({ passage, item }: Part & { item: Extract<Flow, { type: "table" }> }) {
  const heads = [item.header, ...item.groups.map(({ head }) => head)];
  const rows = [...heads, ...item.groups.flatMap((group) => group.rows)].filter((index) => index !== undefined);
  if (rows.length === 0) return null;
  const columns = Math.max(...rows.map((index) => passage.blocks[index]!.runs.length));
  return (
    <table>
      {item.header !== undefined && (
        <thead>
          <Row passage={passage} index={item.header} columns={columns} scope="col" />
        </thead>
      )}
      {item.groups.map((group, nth) => (
        <tbody key={nth}>
          {group.head !== undefined && (
            <Row passage={passage} index={group.head} columns={1} span={columns} scope="rowgroup" />
          )}
          {group.rows.map((row) => (
            <Row key={row} passage={passage} index={row} columns={columns} scope="row" />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps extends Part {
  index: number;
  columns: number;
  /** Column span of the only cell in the header row of a group. */
  span?: number;
  scope: "row" | "col" | "rowgroup";
}

function Row({ passage, index, columns, span, scope }: RowProps) {
  const { runs, language } = passage.blocks[index]!;
  return (
    <tr lang={language}>
      {Array.from({ length: columns }, (_, column) => {
        const isHead = column === 0 || scope === "col";
        const Cell = isHead ? "th" : "td";
        const run = runs[column];
        return (
          <Cell key={column} scope={isHead ? scope : undefined} colSpan={span}>
            {run && <MarkedRun passage={passage} run={run} />}
          </Cell>
        );
      })}
    </tr>
  );
}

const FILL: Record<Colour, string> = {
  1: "bg-highlight-1",
  2: "bg-highlight-2",
  3: "bg-highlight-3",
  4: "bg-highlight-4",
};

/** A run of text in which the shared passage is marked. */
function MarkedRun({ passage, run }: Part & { run: Run }) {
  const [before, inside, after] = cutRun(run, passage);
  return (
    <span className="whitespace-pre-line">
      <Inlines passage={passage} inlines={before} />
      {inside.length > 0 && (
        <mark className={`${FILL[passage.colour]} text-ink`}>
          <Inlines passage={passage} inlines={inside} />
        </mark>
      )}
      <Inlines passage={passage} inlines={after} />
    </span>
  );
}

function Inlines({ passage, inlines }: Part & { inlines: readonly Inline[] }) {
  return inlines.map((inline, index) => <One key={index} passage={passage} inline={inline} />);
}

function One({ passage, inline }: Part & { inline: Inline }) {
  const t = useTranslations();
  switch (inline.type) {
    case "text":
      return inline.value;
    case "code":
      return <code>{inline.value}</code>;
    case "emphasis":
      return <em>{<Inlines passage={passage} inlines={inline.children} />}</em>;
    case "strong":
      return <strong>{<Inlines passage={passage} inlines={inline.children} />}</strong>;
    case "delete":
      return <del>{<Inlines passage={passage} inlines={inline.children} />}</del>;
    case "link":
      // Links within the report would point to content that isn't on this page.
      return inline.href.startsWith("#") ? (
        <Inlines passage={passage} inlines={inline.children} />
      ) : (
        <a href={inline.href} rel="noopener noreferrer">
          <Inlines passage={passage} inlines={inline.children} />
        </a>
      );
    case "footnote-reference":
      return (
        <sup className="footnote-marker">
          <span className="sr-only">{t("reader.footnote", { label: inline.label })}</span>
          <span aria-hidden>{inline.label}</span>
        </sup>
      );
    case "image":
      return inline.picture ? <PictureOf passage={passage} picture={inline.picture} alt={inline.alt} /> : null;
    case "page-break":
      return null;
  }
}
