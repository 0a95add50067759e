import type { Paragraph, PhrasingContent } from "mdast";

/** A picture as a report's Markdown refers to it. The file itself is stored with the edition's source. */
export interface Picture {
  /** The first 32 hexadecimal digits of the SHA-256 hash of the picture's bytes. */
  id: string;
  /** The size at which the picture is shown, in CSS pixels. The file can have more pixels. */
  width: number;
  height: number;
}

/** An id in the form that `Picture` describes. */
export const PICTURE_ID = /^[0-9a-f]{32}$/u;

const URL = /^picture:([0-9a-f]{32})\/([1-9]\d{0,4})x([1-9]\d{0,4})$/u;

/** The URL of a picture in Markdown. It includes the size, so that a page can reserve space before the file loads. */
export function pictureUrl({ id, width, height }: Picture): string {
  return `picture:${id}/${width}x${height}`;
}

/** The picture that an image in Markdown refers to; undefined for any other URL. */
export function pictureIn(url: string): Picture | undefined {
  const [, id, width, height] = URL.exec(url) ?? [];
  return id === undefined ? undefined : { id, width: Number(width), height: Number(height) };
}

/** The content of a paragraph, apart from whitespace. */
export function visibleIn({ children }: Paragraph): PhrasingContent[] {
  return children.filter((child) => child.type !== "text" || child.value.trim() !== "");
}

/** Whether a paragraph consists only of stored pictures. Such a paragraph isn't part of a list item's text. */
export function isOnlyPictures(paragraph: Paragraph): boolean {
  const visible = visibleIn(paragraph);
  return visible.length > 0 && visible.every((child) => child.type === "image" && pictureIn(child.url) !== undefined);
}
