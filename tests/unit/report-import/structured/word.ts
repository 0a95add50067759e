import { zipOf } from "./made";

const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"';
const TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export const run = (text: string, properties = "") =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
export const p = (content: string, properties = "") =>
  `<w:p><w:pPr>${properties}</w:pPr>${content.startsWith("<") ? content : run(content)}</w:p>`;
export const styled = (style: string, content: string, properties = "") =>
  p(content, `<w:pStyle w:val="${style}"/>${properties}`);
export const cell = (content: string, properties = "") =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith("<") ? content : p(content)}</w:tc>`;
export const row = (cells: string[], properties = "") => `<w:tr><w:trPr>${properties}</w:trPr>${cells.join("")}</w:tr>`;
export const table = (...rows: string[]) => `<w:tbl>${rows.join("")}</w:tbl>`;
export const item = (text: string, list: number, level = 0) =>
  p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

/** Styles as in the Russian version of Word: their ids are numbers, and their names are English or Russian. */
const STYLES = [
  ["a", "Normal", "", ""],
  ["1", "heading 1", '<w:outlineLvl w:val="0"/>', "<w:b/>"],
  ["2", "heading 2", '<w:outlineLvl w:val="1"/>', ""],
  ["a3", "Title", "", ""],
  ["a4", "Заголовок документа", "", ""],
  ["10", "Заголовок 1", "", ""],
  ["11", "toc 1", "", ""],
  ["a5", "caption", "", ""],
  ["a6", "Автор", "", ""],
  ["a7", "Quote", "", ""],
].map(
  ([id, name, pPr, rPr]) =>
    `<w:style w:type="paragraph" w:styleId="${id}"${id === "a" ? ' w:default="1"' : ""}><w:name w:val="${name}"/>${id === "a" ? "" : '<w:basedOn w:val="a"/>'}<w:pPr>${pPr}</w:pPr><w:rPr>${rPr}</w:rPr></w:style>`,
);

const level = (n: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
/** List 1 has bullets, lists 2 and 3 have numbers, and list 4 numbers the headings. */
const NUMBERING = `<w:abstractNum w:abstractNumId="0">${level(0, "bullet", "•")}${level(1, "bullet", "–")}${level(2, "decimal", "%3.")}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">${level(0, "decimal", "%1.")}${level(1, "lowerLetter", "%2)")}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">${level(0, "upperRoman", "%1.")}${level(1, "decimal", "%1.%2")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>`;

interface More {
  footnotes?: string;
  endnotes?: string;
  comments?: string;
  commentsExtended?: string;
  core?: string;
  links?: Record<string, string>;
  /** The pictures in the file, by relationship id. Each has the name of its part and its content. */
  pictures?: Record<string, readonly [name: string, bytes: Uint8Array]>;
  parts?: Record<string, string | Uint8Array>;
}

/** A Word file with this body, and optionally with extra parts. */
export function docxOf(body: string, { core, links = {}, pictures = {}, parts = {}, ...more }: More = {}): Uint8Array {
  const own = { styles: STYLES.join(""), numbering: NUMBERING, ...more };
  const present = Object.entries(own).filter(([, part]) => part !== undefined);
  const relations = present.map(
    ([name]) => `<Relationship Id="${name}" Type="${TYPES}/${name}" Target="${name}.xml"/>`,
  );
  const external = Object.entries(links).map(
    ([id, target]) => `<Relationship Id="${id}" Type="${TYPES}/hyperlink" Target="${target}" TargetMode="External"/>`,
  );
  const images = Object.entries(pictures).map(
    ([id, [name]]) => `<Relationship Id="${id}" Type="${TYPES}/image" Target="media/${name}"/>`,
  );
  const relationships = (inner: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  return zipOf({
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": relationships(
      `<Relationship Id="d" Type="${TYPES}/officeDocument" Target="word/document.xml"/><Relationship Id="c" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
    ),
    ...(core === undefined
      ? {}
      : {
          "docProps/core.xml": `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">${core}</cp:coreProperties>`,
        }),
    "word/_rels/document.xml.rels": relationships([...relations, ...external, ...images].join("")),
    "word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    ...Object.fromEntries(present.map(([name, part]) => [`word/${name}.xml`, `<w:${name} ${W}>${part}</w:${name}>`])),
    ...Object.fromEntries(Object.values(pictures).map(([name, bytes]) => [`word/media/${name}`, bytes])),
    ...parts,
  });
}

/** An inline picture. @param size in CSS pixels */
export const drawing = (id: string, alt = "", size?: readonly [width: number, height: number]) =>
  `<w:r><w:drawing><wp:inline>${size ? `<wp:extent cx="${size[0] * 9525}" cy="${size[1] * 9525}"/>` : ""}<wp:docPr id="1" descr="${alt}"/><a:graphic><a:graphicData><a:blip r:embed="${id}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

export const note = (kind: "footnote" | "endnote", id: number, text: string) =>
  `<w:${kind} w:id="${id}"><w:p><w:r><w:${kind}Ref/></w:r>${run(` ${text}`)}</w:p></w:${kind}>`;
export const marker = (kind: "footnote" | "endnote", id: number) => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`;
