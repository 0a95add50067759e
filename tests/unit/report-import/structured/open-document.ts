import { zipOf } from "./made";

const N =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"';

export const p = (content: string, style = "Standard") => `<text:p text:style-name="${style}">${content}</text:p>`;
export const h = (content: string, level: number) => `<text:h text:outline-level="${level}">${content}</text:h>`;
export const list = (style: string, ...items: string[]) =>
  `<text:list text:style-name="${style}">${items.map((item) => `<text:list-item>${item}</text:list-item>`).join("")}</text:list>`;
export const cell = (content: string, more = "") => `<table:table-cell ${more}>${p(content)}</table:table-cell>`;
export const row = (...cells: string[]) => `<table:table-row>${cells.join("")}</table:table-row>`;
export const note = (kind: string, label: string, text: string) =>
  `<text:note text:note-class="${kind}"><text:note-citation>${label}</text:note-citation><text:note-body>${p(text)}</text:note-body></text:note>`;

const STYLES = `<office:styles><style:style style:name="Standard" style:family="paragraph"/><style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Quotations" style:family="paragraph"/><style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph"/></office:styles>`;
const AUTOMATIC = `<office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<text:list-style style:name="U"><text:list-level-style-bullet text:level="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"><style:paragraph-properties style:page-number="5"/></style:style>
<style:style style:name="P2" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="H1" style:family="paragraph"><style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/><text:list-level-style-number text:level="2" style:num-format="a"/></text:list-style>
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style></office:automatic-styles>`;

/** An OpenDocument text with this body, and optionally with extra parts. */
export function odtOf(
  body: string,
  {
    meta = "",
    styles = STYLES,
    parts = {},
  }: { meta?: string; styles?: string; parts?: Record<string, string | Uint8Array> } = {},
): Uint8Array {
  return zipOf({
    mimetype: "application/vnd.oasis.opendocument.text",
    "content.xml": `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${N}>${AUTOMATIC}<office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    "styles.xml": `<office:document-styles ${N}>${styles}</office:document-styles>`,
    "meta.xml": `<office:document-meta ${N}><office:meta>${meta}</office:meta></office:document-meta>`,
    ...parts,
  });
}

export const OUTLINE = `<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style></office:styles>`;
