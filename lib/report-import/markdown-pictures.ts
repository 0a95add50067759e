import type { Definition, Image, ImageReference, Nodes } from "mdast";
import type { Problem } from "../errors/problem";
import { splitFrontMatter } from "../report/front-matter";
import { parseBody } from "../report/parse";
import { LINK_TARGET } from "../report/runs";
import { imageOf, writeBody } from "./document";
import { type FilesBeside, pictureAt } from "./pictures/beside";
import { PictureCollector, type ReadPicture } from "./pictures/collector";

interface Illustrated {
  markdown: string;
  pictures: ReadPicture[];
  /** Warnings about missing pictures. */
  warnings: Problem[];
}

/** Makes the local images of a Markdown file refer to stored pictures. All other text is left unchanged. */
export function withPictures(markdown: string, beside: FilesBeside): Illustrated {
  const { body } = splitFrontMatter(markdown);
  const head = markdown.slice(0, markdown.length - body.length);
  const collector = new PictureCollector();
  const parts: string[] = [];
  let at = 0;
  for (const { image, url, alt, title } of localImages(parseBody(body))) {
    const source = pictureAt(url, beside);
    const picture = collector.addFirst(source ? [source] : []);
    const { start, end } = image.position!;
    parts.push(body.slice(at, start.offset), textOf(imageOf(picture, alt, title)));
    at = end.offset!;
  }
  const { pictures } = collector;
  const whole = parts.length === 0 ? markdown : head + parts.join("") + body.slice(at);
  return { markdown: whole, pictures, warnings: collector.warnings() };
}

interface LocalImage {
  image: Image | ImageReference;
  url: string;
  alt: string;
  title: string;
}

/** The images that are neither on a web server nor already marked as missing, in order. */
function localImages(root: Nodes): LocalImage[] {
  const definitions = new Map<string, Definition>();
  const images: (Image | ImageReference)[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === "definition" && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
    if (node.type === "image" || node.type === "imageReference") images.push(node);
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(root);
  return images.flatMap((image) => {
    const { url = "", title } = image.type === "image" ? image : (definitions.get(image.identifier) ?? {});
    if (LINK_TARGET.test(url) || url === imageOf(undefined).url) return [];
    return [{ image, url, alt: image.alt ?? "", title: title ?? "" }];
  });
}

function textOf(image: Image): string {
  return writeBody({ type: "root", children: [{ type: "paragraph", children: [image] }] }).trimEnd();
}
