import { type FilesBeside, NO_FILES } from "./pictures/beside";
import { signatureOf } from "./signature";
import { Package } from "./structured/package";

/** A web page or Markdown file, and the files that come with it. */
interface Bundle {
  bytes: Uint8Array;
  beside: FilesBeside;
}

const ENDINGS = { html: /\.x?html?$/iu, markdown: /\.(?:md|markdown)$/iu };
export type BundledFormat = keyof typeof ENDINGS;

/** Files that archiving programs add to a ZIP file: hidden files, and file attributes from macOS. */
const ADDED = /(?:^|\/)(?:\.|__MACOSX\/)/u;
const INDEX = /(?:^|\/)index\.[^/]+$/iu;

/**
 * The web page or Markdown file in a ZIP file. It must be the only such file in the topmost folder that has any, or be
 * called "index".
 *
 * @returns undefined if there is none, or if it isn't clear which one is meant
 */
export function mainTextIn(file: Package): { path: string; format: BundledFormat } | undefined {
  const texts = [...file.names].flatMap((path) => {
    const format = (["markdown", "html"] as const).find((each) => ENDINGS[each].test(path));
    return format && !ADDED.test(path) ? [{ path, format, depth: path.split("/").length }] : [];
  });
  const depth = Math.min(...texts.map((text) => text.depth));
  const upper = texts.filter((text) => text.depth === depth);
  return upper.length === 1 ? upper[0] : upper.find(({ path }) => INDEX.test(path));
}

/**
 * Opens a web page or Markdown file, which may be in a ZIP file.
 *
 * @throws UserError `import-damaged`, `import-too-large`, `import-password`
 */
export function openBundle(name: string, bytes: Uint8Array): Bundle {
  if (signatureOf(name, bytes) !== "zip") return { bytes, beside: NO_FILES };
  const file = new Package(bytes);
  const path = mainTextIn(file)?.path ?? "";
  return { bytes: file.read(path) ?? new Uint8Array(), beside: { path, read: (other) => file.readPicture(other) } };
}
