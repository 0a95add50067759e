import { CAPTION_LABEL } from "../../report/labels";
import { paragraphsIn, settleMarkers, tidy, withoutCommonStyle } from "./inline";
import { type Inline, plainText, type Row, type SourceBlock, type SourceDocument } from "./model";

/** Headings of notes sections in the supported languages. These headings are redundant once the notes are footnotes. */
const NOTES_TITLE =
  /^(?:\d+\.?\s*)?(?:(?:end|foot)?notes|references|citations|notes and references|примечания|сноски|ссылки|примечания и ссылки|ескертпелер|ескертулер|сілтемелер)[.:]?$/iu;
const TABLE_LABEL = /^(?:table|таблица|кесте)\b|^\d+\s*-\s*кесте/iu;

/**
 * Normalizes a document. Whitespace is collapsed, empty blocks and empty notes sections are removed, and captions are
 * put before what they label.
 */
export function settled(document: SourceDocument): SourceDocument {
  const notes = new Map([...document.notes].map(([key, note]) => [key, { ...note, blocks: clean(note.blocks) }]));
  const blocks = withoutEmptyNoteSections(clean(document.blocks), notes.size > 0);
  return { ...document, meta: cleanMeta(document.meta), blocks: withCaptionsAbove(blocks), notes };
}

function cleanMeta({ title, authors, editor, publisher, ...rest }: SourceDocument["meta"]): SourceDocument["meta"] {
  const text = (value: string | undefined) => value?.normalize("NFC").replace(/\s+/gu, " ").trim() || undefined;
  const cleaned = { title: text(title), editor: text(editor), publisher: text(publisher) };
  const people = (authors ?? []).flatMap((name) => text(name) ?? []);
  const known = Object.entries(cleaned).filter(([, value]) => value !== undefined);
  return { ...rest, ...Object.fromEntries(known), ...(people.length > 0 && { authors: people }) };
}

function clean(blocks: readonly SourceBlock[]): SourceBlock[] {
  return withJoinedQuotes(blocks).flatMap((block): SourceBlock[] => {
    switch (block.type) {
      case "heading":
        return isShown(block.content) ? [{ ...block, content: settleMarkers(tidy(block.content)) }] : [];
      case "paragraph":
        return paragraphsIn(block.content).flatMap((content) => cleanParagraph({ ...block, content }));
      case "list": {
        const items = block.items.map(clean).filter((item) => item.length > 0);
        return items.length === 0 ? [] : [{ ...block, items }];
      }
      case "quote": {
        const inner = clean(block.blocks);
        return inner.length === 0 ? [] : [{ ...block, blocks: inner }];
      }
      case "table": {
        const rows = block.rows.map((row) => ({
          ...row,
          cells: row.cells.map((cell) => ({
            ...cell,
            content: settleMarkers(tidy(cell.content)).filter((inline) => !isPicture(inline)),
          })),
        }));
        const isTable = rows.some(({ cells }) => cells.some(({ content }) => isShown(content)));
        return [...(isTable ? [{ ...block, rows }] : []), ...figuresOf(block.rows)];
      }
      default:
        return [block];
    }
  });
}

type Picture = Extract<Inline, { type: "image" }>;

const isPicture = (inline: Inline): inline is Picture => inline.type === "image" && inline.picture !== undefined;

/**
 * The pictures in a table. They are moved below the table, because a table row in a report is a single line of text.
 * Many tables only arrange pictures.
 */
function figuresOf(rows: readonly Row[]): SourceBlock[] {
  const contents = rows.flatMap(({ cells }) => cells.map(({ content }) => content));
  return contents.flatMap((content) =>
    content.filter(isPicture).map((picture): SourceBlock => ({ ...picture, type: "figure" })),
  );
}

/** Office files mark each paragraph of a quotation separately. */
function withJoinedQuotes(blocks: readonly SourceBlock[]): SourceBlock[] {
  const joined: SourceBlock[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.type === "quote" && last?.type === "quote") last.blocks.push(...block.blocks);
    else joined.push(block.type === "quote" ? { ...block, blocks: [...block.blocks] } : block);
  }
  return joined;
}

/** Replaces a paragraph that consists only of images or page breaks with its content. */
function cleanParagraph(block: Extract<SourceBlock, { type: "paragraph" }>): SourceBlock[] {
  const [first, ...rest] = block.content;
  // Some programs put an image and its caption in one paragraph.
  if (first?.type === "image" && CAPTION_LABEL.test(plainText(rest))) {
    return [
      { ...first, type: "figure" },
      { type: "paragraph", role: "caption", content: settleMarkers(tidy(rest)) },
    ];
  }
  if (isShown(block.content)) {
    const content = settleMarkers(block.content);
    return [{ ...block, content: block.role === "caption" ? withoutCommonStyle(content, "bold", "italic") : content }];
  }
  return block.content.flatMap((inline): SourceBlock[] => {
    if (inline.type === "image") return [{ ...inline, type: "figure" }];
    return inline.type === "page" ? [inline] : [];
  });
}

function isShown(content: readonly Inline[]): boolean {
  return content.some((inline) => inline.type === "note" || (inline.type === "text" && inline.value.trim() !== ""));
}

/** Once the notes have been extracted, nothing is left below their heading and the rule above them. */
function withoutEmptyNoteSections(blocks: readonly SourceBlock[], hasNotes: boolean): SourceBlock[] {
  if (!hasNotes) return [...blocks];
  const kept: SourceBlock[] = [];
  /** The block that follows in the document. The loop runs backwards. */
  let next: SourceBlock | undefined;
  for (const block of blocks.toReversed()) {
    const isEmpty =
      next === undefined || (next.type === "heading" && block.type === "heading" && next.level <= block.level);
    if (block.type === "heading" && isEmpty && NOTES_TITLE.test(plainText(block.content))) continue;
    kept.push(block);
    if (block.type !== "rule" && block.type !== "page") next = block;
  }
  kept.reverse();
  while (kept.at(-1)?.type === "rule") kept.pop();
  return kept;
}

/** The report model expects captions above images. In many files, they are below. */
function withCaptionsAbove(blocks: readonly SourceBlock[]): SourceBlock[] {
  const result = [...blocks];
  for (let index = 1; index < result.length; index++) {
    const figure = result[index - 1]!;
    const caption = result[index]!;
    if (figure.type !== "figure" || caption.type !== "paragraph") continue;
    const text = plainText(caption.content);
    const before = result[index - 2];
    const hasOne =
      before?.type === "paragraph" && CAPTION_LABEL.test(plainText(before.content)) && before.role === "caption";
    const isOfTable = result[index + 1]?.type === "table" && TABLE_LABEL.test(text);
    if (CAPTION_LABEL.test(text) && text.length < 300 && !isOfTable && !hasOne) {
      result[index - 1] = caption;
      result[index] = figure;
      index++;
    }
  }
  return result;
}
