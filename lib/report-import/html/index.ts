import { type FilesBeside, NO_FILES, pictureAt } from "../pictures/beside";
import { PictureCollector } from "../pictures/collector";
import { childOf, descendantsOf, type Element } from "../structured/element";
import { plainText, type SourceBlock, type SourceDocument } from "../structured/model";
import { decodePage } from "./charset";
import { contentOf, mainHeading } from "./content";
import { metadataOf } from "./metadata";
import { findNotes } from "./notes";
import { parseHtml } from "./parse-html";
import { readMarkup, readNote } from "./read-markup";

/**
 * Reads a web page or HTML document. Scripts do not run, and nothing that it refers to is fetched.
 *
 * @param beside the other files in the ZIP file that contains the page
 * @throws UserError `import-nesting`, `import-too-large`
 */
export function readHtml(bytes: Uint8Array, beside: FilesBeside = NO_FILES): SourceDocument {
  const document = parseHtml(decodePage(bytes));
  const { content, isPage } = contentOf(document);
  const notes = findNotes([{ path: "", root: document }]);
  const collector = new PictureCollector();
  const picture = ({ attributes }: Element) => pictureAt(attributes.src ?? attributes["xlink:href"] ?? "", beside);
  const context = { notes, isPage, pages: new Map<Element, number>(), collector, picture };
  const blocks = readMarkup(content, context);
  // Notes are read before the collected pictures are returned, because notes can contain pictures.
  const noted = new Map(notes.notes.map((note) => [note.key, { blocks: readNote(note, context), label: note.label }]));
  const meta = metadataOf(document);
  const heading = mainHeading(document);
  const [first, ...others] = blocks.filter((block) => block.type === "heading" && block.level === 1);
  // A single `h1` is the displayed title. It takes precedence over the title in the browser tab.
  const shown = first?.type === "heading" && others.length === 0 ? plainText(first.content) : undefined;
  const title = shown || meta.title;
  return {
    meta: { ...meta, ...(title && { title, isTitleCertain: true }) },
    blocks: withMainHeading(blocks, content, heading),
    notes: noted,
    warnings: collector.warnings(),
    pictures: collector.pictures,
  };
}

/** The `h1` of a page can be outside its main content. */
function withMainHeading(blocks: SourceBlock[], content: Element, heading: string | undefined): SourceBlock[] {
  const isInside =
    childOf(content, "h1") !== undefined || [...descendantsOf(content)].some(({ name }) => name === "h1");
  if (heading === undefined || isInside) return blocks;
  return [{ type: "paragraph", role: "title", content: [{ type: "text", value: heading }] }, ...blocks];
}
