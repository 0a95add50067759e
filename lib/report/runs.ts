import type { Definition, PhrasingContent } from "mdast";
import { readHtml } from "./comments";
import type { Inline, PageBreak, Run } from "./model";
import { pictureIn } from "./pictures";

/** Allowed targets of links and images. */
export const LINK_TARGET = /^(?:https?:\/\/|mailto:|#)/iu;

/**
 * Shared state for reading runs. It consists of document-wide input and of callbacks for page breaks and footnote
 * markers.
 */
export interface RunContext {
  /** Targets of `[text][reference]` links, by identifier. */
  definitions: Map<string, Definition>;
  /** Called for each page break inside a run. */
  onPage(page: PageBreak): void;
  /** Called for each footnote marker. @returns the marker's ordinal among the markers of its footnote, from 1 */
  onReference(label: string, offset: number): number;
}

function image(src: string | undefined, alt: string | null | undefined): Inline {
  const picture = src === undefined ? undefined : pictureIn(src);
  return { type: "image", ...(picture ? { picture } : { src }), alt: alt ?? "" };
}

/** A leaf of a run under construction. */
type Leaf = Extract<Inline, { value: string }>;

/**
 * Reads phrasing content into a run that begins at `start` in the canonical text. Whitespace is collapsed in the same
 * way as in a browser, so that the text on screen equals the canonical text. A soft line break becomes a space, and
 * both ends are trimmed.
 */
export function readRun(nodes: readonly PhrasingContent[], start: number, context: RunContext): Run {
  let end = start;
  let last: Leaf | undefined;

  const leaf = (type: Leaf["type"], raw: string): Inline[] => {
    let value = raw.replace(/[ \t\r\n]+/gu, " ");
    if (end === start || /[ \n]$/u.test(last?.value ?? "")) value = value.trimStart();
    if (value === "") return [];
    return append({ type, value, start: end });
  };

  const append = (next: Leaf): Inline[] => {
    last = next;
    end += next.value.length;
    return [next];
  };

  const lineBreak = (): Inline[] => {
    if (!last) return [];
    trimLast();
    return append({ type: "text", value: "\n", start: end });
  };

  const trimLast = () => {
    if (!last) return;
    const value = last.value.trimEnd();
    end -= last.value.length - value.length;
    last.value = value;
  };

  const html = (value: string): Inline[] =>
    readHtml(value).flatMap((part): Inline[] => {
      if (typeof part === "string") return part === "\n" ? lineBreak() : leaf("text", part);
      context.onPage({ ...part, offset: end });
      return [{ type: "page-break", ...part }];
    });

  const link = (href: string, children: PhrasingContent[]): Inline[] =>
    LINK_TARGET.test(href) ? [{ type: "link", href, children: read(children) }] : read(children);

  const one = (node: PhrasingContent): Inline[] => {
    switch (node.type) {
      case "text":
        return leaf("text", node.value);
      case "inlineCode":
        return leaf("code", node.value);
      case "emphasis":
      case "strong":
      case "delete":
        return [{ type: node.type, children: read(node.children) }];
      case "link":
        return link(node.url, node.children);
      case "linkReference":
        return link(context.definitions.get(node.identifier)?.url ?? "", node.children);
      case "footnoteReference": {
        const { identifier } = node;
        return [{ type: "footnote-reference", label: identifier, nth: context.onReference(identifier, end) }];
      }
      case "image":
        return [image(node.url, node.alt)];
      case "imageReference":
        return [image(context.definitions.get(node.identifier)?.url, node.alt)];
      case "break":
        return lineBreak();
      case "html":
        return html(node.value);
      default:
        return [];
    }
  };

  const read = (children: readonly PhrasingContent[]): Inline[] => children.flatMap(one);

  const inlines = read(nodes);
  trimLast();
  return { start, end, inlines };
}
