import { childOf, childrenOf, descendantsOf, type Element } from "../structured/element";
import { lengthIn } from "../structured/length";
import type { Inline } from "../structured/model";
import { holds } from "./parts";

export function codeOf(content: readonly Inline[]): string {
  return content
    .map((inline) => (inline.type === "text" ? inline.value : inline.type === "break" ? "\n" : ""))
    .join("");
}

/** Chooses between two forms of the same content. The newer form comes first and is used if this reader supports it. */
export function alternative(element: Element): Element | undefined {
  const choice = childOf(element, "mc:Choice");
  const isKnown = choice && holds(choice, /^(?:w:|a:blip$|wps:)/u);
  return isKnown ? choice : (childOf(element, "mc:Fallback") ?? choice);
}

export function isContents(element: Element): boolean {
  for (const inner of descendantsOf(childOf(element, "w:sdtPr") ?? { ...element, children: [] })) {
    if (inner.name === "w:docPartGallery")
      return /^Table of (?:Contents|Figures)$/iu.test(inner.attributes["w:val"] ?? "");
  }
  return false;
}

/** Whether an element is a chart or diagram, which counts as an image. */
export function isGraphic({ name, attributes }: Element): boolean {
  return name === "a:graphicData" && /\/(?:chart|diagram)$/u.test(attributes.uri ?? "");
}

/** The id of the relationship that points to an image's file. */
export function relationOf({ attributes }: Element): string | undefined {
  return attributes["r:embed"] ?? attributes["r:id"] ?? attributes["r:link"];
}

/** English Metric Units per CSS pixel. */
const EMU = 9525;

/** The width at which a drawing is shown, in CSS pixels. */
export function shownWidth(drawing: Element): number | undefined {
  for (const { name, attributes } of descendantsOf(drawing)) {
    if (name === "wp:extent") return Number(attributes.cx) / EMU || undefined;
    if (name === "v:shape") return lengthIn(/(?:^|;)\s*width:\s*([^;]+)/u.exec(attributes.style ?? "")?.[1]);
  }
  return undefined;
}

/** Symbol fonts use the private use area. Only a few of their glyphs can be mapped to characters. */
export function symbolOf({ attributes }: Element): string {
  const code = Number.parseInt(attributes["w:char"] ?? "", 16);
  if (!Number.isInteger(code) || code < 32 || code > 0xffff) return "";
  const isPrivate = code >= 0xe000 && code <= 0xf8ff;
  return isPrivate ? (SYMBOLS[code & 0xff] ?? "") : String.fromCodePoint(code);
}

const SYMBOLS: Record<number, string> = {
  183: "•",
  167: "▪",
  216: "➢",
  252: "✓",
  176: "°",
  177: "±",
  180: "×",
  174: "→",
  163: "≤",
  179: "≥",
};

export function rowsOf(table: Element): Element[] {
  return childrenOf(table).flatMap((child) => {
    if (child.name === "w:tr") return [child];
    return /^w:(?:sdt|sdtContent|ins|customXml)$/u.test(child.name) ? rowsOf(child) : [];
  });
}

export function cellsOf(row: Element): Element[] {
  return childrenOf(row).flatMap((child) => {
    if (child.name === "w:tc") return [child];
    return /^w:(?:sdt|sdtContent|ins|customXml)$/u.test(child.name) ? cellsOf(child) : [];
  });
}
