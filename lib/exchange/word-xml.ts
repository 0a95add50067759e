/** Builds a Word document as WordprocessingML (ECMA-376, part 1) from strings, in time linear in its length. */

import { strToU8, type Zippable, zipSync } from "fflate";

/** The indentation of one list or quotation level and the space below a paragraph, in twentieths of a point. */
export const INDENT = 360;
export const GAP = 120;

/** Number of list levels in Word. */
export const LEVELS = 9;

/** Character formatting. */
export interface RunFormat {
  bold?: boolean;
  italics?: boolean;
  strike?: boolean;
  position?: "superscript" | "subscript";
  isCode?: boolean;
  isLink?: boolean;
}

export interface ParagraphFormat {
  style?: "Heading1" | "Heading2" | "Quote";
  keepNext?: boolean;
  /** The list to which the paragraph belongs as an item. */
  numbering?: { list: number; level: number } | undefined;
  /** A border on the left or at the bottom. */
  rule?: "left" | "bottom" | undefined;
  isCode?: boolean;
  spacing?: { before?: number; after: number };
  indent?: { left: number; hanging?: number };
  alignment?: "center" | "right" | undefined;
}

const SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>';

/** Text with line breaks. */
export function run(text: string, format: RunFormat = {}): string {
  const lines = escaped(text).split("\n");
  const content = lines.map((line) => (line === "" ? "" : `<w:t xml:space="preserve">${line}</w:t>`)).join("<w:br/>");
  return `<w:r>${runProperties(format)}${content}</w:r>`;
}

/** The schema prescribes the order of these elements. */
function runProperties({ bold, italics, strike, position, isCode, isLink }: RunFormat): string {
  const properties = [
    isLink && '<w:rStyle w:val="Hyperlink"/>',
    isCode && '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>',
    bold && "<w:b/>",
    italics && "<w:i/>",
    strike && "<w:strike/>",
    isCode && SHADE,
    position && `<w:vertAlign w:val="${position}"/>`,
  ].filter(Boolean);
  return properties.length > 0 ? `<w:rPr>${properties.join("")}</w:rPr>` : "";
}

/** @param content runs and hyperlinks */
export function paragraph(content: string, format: ParagraphFormat = {}): string {
  const { style, keepNext, numbering, rule, isCode, spacing, indent, alignment } = format;
  const properties = [
    style && `<w:pStyle w:val="${style}"/>`,
    keepNext && "<w:keepNext/>",
    numbering && `<w:numPr><w:ilvl w:val="${numbering.level}"/><w:numId w:val="${numbering.list}"/></w:numPr>`,
    rule && `<w:pBdr><w:${rule} w:val="single" w:sz="12" w:space="8" w:color="BBBBBB"/></w:pBdr>`,
    isCode && SHADE,
    spacing && `<w:spacing w:before="${spacing.before ?? 0}" w:after="${spacing.after}"/>`,
    indent && `<w:ind w:left="${indent.left}" w:hanging="${indent.hanging ?? 0}"/>`,
    alignment && `<w:jc w:val="${alignment}"/>`,
  ].filter(Boolean);
  return `<w:p>${properties.length > 0 ? `<w:pPr>${properties.join("")}</w:pPr>` : ""}${content}</w:p>`;
}

const LINE = 'w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"';
const BORDERS = ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} ${LINE}/>`).join("");
/** Width between the page margins, in twentieths of a point. */
export const TEXT_WIDTH = 9_026;

/** @param rows the content of each cell must consist of paragraphs */
export function table(rows: readonly { isHead: boolean; cells: readonly string[] }[], left: number): string {
  const columns = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const width = Math.floor((TEXT_WIDTH - left) / columns);
  const body = rows.map(({ isHead, cells }) => {
    const content = cells.map((cell) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${cell}</w:tc>`);
    return `<w:tr>${isHead ? "<w:trPr><w:tblHeader/></w:trPr>" : ""}${content.join("")}</w:tr>`;
  });
  const properties = `<w:tblW w:w="0" w:type="auto"/><w:tblInd w:w="${left}" w:type="dxa"/><w:tblBorders>${BORDERS}</w:tblBorders>`;
  const grid = `<w:gridCol w:w="${width}"/>`.repeat(columns);
  return `<w:tbl><w:tblPr>${properties}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${body.join("")}</w:tbl>`;
}

/** The links, lists and pictures to which the blocks of a document refer. */
export class WordDocument {
  /** Relationship ids by URL. */
  readonly #links = new Map<string, string>();
  /** The numbered lists with their levels and first numbers. All bullet lists share list 1. */
  readonly #numbered: { level: number; start: number }[] = [];

  /** The pictures, in the order in which they were first used. */
  readonly #pictures: { bytes: Uint8Array; name: string }[] = [];
  /** How often pictures are shown. */
  #shown = 0;

  /** @param content runs */
  link(address: string, content: string): string {
    const id = this.#links.get(address) ?? `link${this.#links.size + 1}`;
    this.#links.set(address, id);
    return `<w:hyperlink r:id="${id}">${content}</w:hyperlink>`;
  }

  /** The id of a new list. @param start the number of its first item; null for bullets */
  list(level: number, start: number | null): number {
    if (start === null) return BULLETS;
    this.#numbered.push({ level, start });
    return BULLETS + this.#numbered.length;
  }

  /**
   * Adds a picture. The bytes of one that is shown several times are stored once.
   *
   * @param ending of its file name
   * @returns its relationship id, and a number that no other place of a picture has
   */
  picture(bytes: Uint8Array, ending: string): { id: string; number: number } {
    let index = this.#pictures.findIndex((known) => Buffer.compare(known.bytes, bytes) === 0);
    if (index < 0) {
      index = this.#pictures.length;
      this.#pictures.push({ bytes, name: `media/picture${index + 1}.${ending}` });
    }
    return { id: `picture${index + 1}`, number: ++this.#shown };
  }

  /** The complete file. @param blocks paragraphs and tables */
  file(blocks: readonly string[]): Uint8Array<ArrayBuffer> {
    const files: [name: string, xml: string][] = [
      ["[Content_Types].xml", TYPES],
      ["_rels/.rels", ROOT],
      ["docProps/core.xml", CORE],
      ["word/document.xml", `<w:document ${W} ${R}><w:body>${blocks.join("")}${PAGE}</w:body></w:document>`],
      ["word/_rels/document.xml.rels", this.#relations()],
      ["word/styles.xml", STYLES],
      ["word/numbering.xml", this.#numbering()],
    ];
    const entries = files.map(([name, xml]): [string, Zippable[string]] => [name, strToU8(HEAD + xml)]);
    const pictures = this.#pictures.map(({ bytes, name }): [string, Zippable[string]] => [
      `word/${name}`,
      [bytes, { level: 0 }],
    ]);
    return new Uint8Array(zipSync(Object.fromEntries([...entries, ...pictures])));
  }

  #relations(): string {
    const own = ["styles", "numbering"].map(
      (name) => `<Relationship Id="${name}" Type="${OFFICE}/${name}" Target="${name}.xml"/>`,
    );
    const links = [...this.#links].map(
      ([to, id]) =>
        `<Relationship Id="${id}" Type="${OFFICE}/hyperlink" Target="${escaped(to)}" TargetMode="External"/>`,
    );
    const pictures = this.#pictures.map(
      ({ name }, index) => `<Relationship Id="picture${index + 1}" Type="${OFFICE}/image" Target="${name}"/>`,
    );
    return `<Relationships xmlns="${RELATIONS}">${[...own, ...links, ...pictures].join("")}</Relationships>`;
  }

  #numbering(): string {
    const own = this.#numbered.map(({ level, start }, index) => {
      const first = `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${start}"/></w:lvlOverride>`;
      return `<w:num w:numId="${BULLETS + 1 + index}"><w:abstractNumId w:val="2"/>${first}</w:num>`;
    });
    const bullets = `<w:num w:numId="${BULLETS}"><w:abstractNumId w:val="1"/></w:num>`;
    return `<w:numbering ${W}>${levelsOf(1, "bullet")}${levelsOf(2, "decimal")}${bullets}${own.join("")}</w:numbering>`;
  }
}

/** The id of the list that all bullets share. */
const BULLETS = 1;

function levelsOf(id: number, format: "bullet" | "decimal"): string {
  const levels = Array.from({ length: LEVELS }, (_, level) => {
    const text = format === "bullet" ? "•◦▪"[level % 3] : `%${level + 1}.`;
    const indent = `<w:pPr><w:ind w:left="${INDENT * (level + 1)}" w:hanging="${INDENT}"/></w:pPr>`;
    return `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/>${indent}</w:lvl>`;
  });
  return `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="hybridMultilevel"/>${levels.join("")}</w:abstractNum>`;
}

/** Escapes text for XML 1.0, in which control characters and lone surrogates are not allowed, even in escaped form. */
export function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the regex matches control characters on purpose
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/gu, "\uFFFD")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const R = `xmlns:r="${OFFICE}"`;
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const RELATIONS = `${PACKAGE}/relationships`;
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml";

const TYPES = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="gif" ContentType="image/gif"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${TYPE}.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

const ROOT = `<Relationships xmlns="${RELATIONS}"><Relationship Id="document" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="core" Type="${RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

const CORE = `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Concord</dc:creator></cp:coreProperties>`;

/** A4 with margins of one inch. */
const PAGE =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>';

const paragraphStyle = (id: string, name: string, paragraphs: string, runs: string) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr>${paragraphs}</w:pPr><w:rPr>${runs}</w:rPr></w:style>`;

const STYLES = `<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${paragraphStyle("Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="32"/>')}${paragraphStyle("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/>', '<w:b/><w:sz w:val="26"/>')}${paragraphStyle("Quote", "Quote", "", "<w:i/>")}<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>`;
