import { childOf, childrenOf, type Element } from "../structured/element";
import { headingLevelOf, type StyleRole, styleRoleOf } from "../structured/style-names";
import { styleChain, type TextLook } from "../structured/text-look";

/** The formatting of a style's paragraphs and text. The size is in points. */
export interface OdtLook extends TextLook {
  isCentred?: boolean;
  role?: StyleRole;
  /** The heading level of the style. */
  level?: number;
  listStyle?: string;
  breaksBefore?: boolean;
  /** Whether the style has a page style, which also implies a page break before the paragraph. */
  hasPageStyle?: boolean;
  breaksAfter?: boolean;
  /** The number of the page that begins with the paragraph; undefined if page numbers continue. */
  pageNumber?: number | undefined;
}

interface Entry {
  parent?: string;
  own: OdtLook;
}

/** The styles of an OpenDocument text: named styles, and automatic styles for direct formatting. */
export class OdtStyles {
  readonly #entries = new Map<string, Entry>();
  readonly #resolved = new Map<string, OdtLook>();
  /** Whether lists are numbered, by style name and level. */
  readonly #lists = new Map<string, { isOrdered: boolean; start: number }>();
  /** The numbering of headings by level. */
  readonly outline = new Map<number, OutlineLevel>();

  constructor(roots: readonly (Element | undefined)[]) {
    for (const root of roots) {
      for (const group of ["office:styles", "office:automatic-styles"]) {
        for (const style of childrenOf(childOf(root, group))) this.#add(style);
      }
    }
  }

  look(family: "paragraph" | "text", name: string | undefined): OdtLook {
    const key = `${family} ${name ?? "Standard"}`;
    const known = this.#resolved.get(key);
    if (known) return known;
    const chain = styleChain(this.#entries.get(key), ({ parent }) =>
      parent === undefined ? undefined : this.#entries.get(`${family} ${parent}`),
    );
    // Derived styles override their parents. As in LibreOffice, everything is inherited, including the page style.
    const look = Object.assign({}, ...chain.map(({ own }) => own)) as OdtLook;
    this.#resolved.set(key, look);
    return look;
  }

  list(name: string | undefined, level: number): { isOrdered: boolean; start: number } {
    return this.#lists.get(`${name} ${level}`) ?? { isOrdered: false, start: 1 };
  }

  #add(style: Element): void {
    const { attributes, name } = style;
    if (name === "text:list-style") this.#addList(style);
    if (name === "text:outline-style") this.#addOutline(style);
    if (name !== "style:style") return;
    const family = attributes["style:family"];
    if (family !== "paragraph" && family !== "text") return;
    const id = attributes["style:name"] ?? "";
    const parent = attributes["style:parent-style-name"];
    this.#entries.set(`${family} ${id}`, { ...(parent !== undefined && { parent }), own: lookOf(style) });
  }

  #addList(style: Element): void {
    for (const level of childrenOf(style)) {
      const at = Number(level.attributes["text:level"] ?? "1") - 1;
      const isOrdered =
        level.name === "text:list-level-style-number" && (level.attributes["style:num-format"] ?? "") !== "";
      const start = Number(level.attributes["text:start-value"] ?? "1");
      this.#lists.set(`${style.attributes["style:name"]} ${at}`, { isOrdered, start });
    }
  }

  #addOutline(style: Element): void {
    for (const { attributes } of childrenOf(style)) {
      if ((attributes["style:num-format"] ?? "") === "") continue;
      this.outline.set(Number(attributes["text:level"] ?? "1"), {
        prefix: attributes["style:num-prefix"] ?? "",
        suffix: attributes["style:num-suffix"] ?? "",
        shown: Number(attributes["text:display-levels"] ?? "1"),
        start: Number(attributes["text:start-value"] ?? "1"),
        format: attributes["style:num-format"]!,
      });
    }
  }
}

export interface OutlineLevel {
  prefix: string;
  suffix: string;
  /** How many levels a heading number at this level shows: 3 for "1.2.3". */
  shown: number;
  start: number;
  format: string;
}

function lookOf(style: Element): OdtLook {
  const { attributes } = style;
  const text = childOf(style, "style:text-properties")?.attributes ?? {};
  const paragraph = childOf(style, "style:paragraph-properties")?.attributes ?? {};
  const name = attributes["style:display-name"] ?? (attributes["style:name"] ?? "").replace(/_20_/gu, " ");
  const isNamed = style.parent?.name === "office:styles";
  const level = isNamed ? headingLevelOf(name) : undefined;
  const role = isNamed ? styleRoleOf(name) : undefined;
  const listStyle = attributes["style:list-style-name"];
  const weight = text["fo:font-weight"];
  const slant = text["fo:font-style"];
  const size = /^([\d.]+)pt$/u.exec(text["fo:font-size"] ?? "")?.[1];
  const line = text["style:text-line-through-style"];
  const position = text["style:text-position"];
  const align = paragraph["fo:text-align"];
  const pageStyle = attributes["style:master-page-name"];
  const before = paragraph["fo:break-before"];
  const after = paragraph["fo:break-after"];
  const number = paragraph["style:page-number"];
  const parsedNumber = Number.parseInt(number ?? "", 10);
  return {
    ...(weight !== undefined && { bold: /^(?:bold|[6-9]00)$/u.test(weight) }),
    ...(slant !== undefined && { italic: slant === "italic" || slant === "oblique" }),
    ...(line !== undefined && { strike: line !== "none" }),
    ...(text["text:display"] !== undefined && { isHidden: text["text:display"] === "none" }),
    ...(position !== undefined && scriptOf(position)),
    ...(size !== undefined && { size: Number(size) }),
    ...(align !== undefined && { isCentred: align === "center" }),
    ...(role && { role }),
    ...(level !== undefined && { level }),
    ...(listStyle !== undefined && { listStyle }),
    // "auto" and an empty page style override the parent's value.
    ...(before !== undefined && { breaksBefore: before === "page" }),
    ...(pageStyle !== undefined && { hasPageStyle: pageStyle !== "" }),
    ...(after !== undefined && { breaksAfter: after === "page" }),
    ...(number !== undefined && { pageNumber: parsedNumber > 0 ? parsedNumber : undefined }),
  };
}

function scriptOf(position: string): Pick<OdtLook, "script"> {
  if (/^(?:super|[1-9])/u.test(position)) return { script: "super" };
  return /^(?:sub|-)/u.test(position) ? { script: "sub" } : {};
}
