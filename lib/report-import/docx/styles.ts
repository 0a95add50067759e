import { childOf, childrenOf, type Element } from "../structured/element";
import { headingLevelOf, type StyleRole, styleRoleOf } from "../structured/style-names";
import { styleChain, type TextLook } from "../structured/text-look";
import { isOn, numberIn } from "./parts";

/** The formatting of a run of text. The size is in half points. */
export type RunLook = TextLook;

export interface ParagraphLook {
  run: RunLook;
  /** Outline level, from 1; 0 for explicit body text. */
  level?: number;
  numbering?: { id?: number; level?: number };
  isCentred?: boolean;
  role?: StyleRole | undefined;
}

interface StyleEntry {
  name: string;
  basedOn?: string;
  own: ParagraphLook;
}

/** The styles of a Word file. */
export class Styles {
  readonly #entries = new Map<string, StyleEntry>();
  readonly #resolved = new Map<string, ParagraphLook>();
  readonly #default: string | undefined;
  readonly #base: RunLook;

  constructor(root: Element | undefined) {
    this.#base = runLook(childOf(childOf(childOf(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr"));
    let byDefault: string | undefined;
    for (const style of childrenOf(root, "w:style")) {
      const id = style.attributes["w:styleId"] ?? "";
      const name = childOf(style, "w:name")?.attributes["w:val"] ?? id;
      const basedOn = childOf(style, "w:basedOn")?.attributes["w:val"];
      const own = { ...paragraphLook(childOf(style, "w:pPr")), run: runLook(childOf(style, "w:rPr")) };
      this.#entries.set(id, { name, ...(basedOn !== undefined && { basedOn }), own: { ...own, ...lookByName(name) } });
      if (style.attributes["w:default"] === "1" && style.attributes["w:type"] === "paragraph") byDefault = id;
    }
    this.#default = byDefault;
  }

  /** The formatting of a paragraph style, including inherited properties. */
  paragraph(id: string | undefined): ParagraphLook {
    return this.#resolve(id !== undefined && this.#entries.has(id) ? id : (this.#default ?? ""));
  }

  /** The formatting of a character style. */
  run(id: string | undefined): RunLook {
    return id === undefined || !this.#entries.has(id) ? {} : this.#resolve(id, {}).run;
  }

  #resolve(id: string, base: RunLook = this.#base): ParagraphLook {
    const key = base === this.#base ? id : `run ${id}`;
    const known = this.#resolved.get(key);
    if (known) return known;
    const chain = styleChain(this.#entries.get(id), ({ basedOn }) =>
      basedOn === undefined ? undefined : this.#entries.get(basedOn),
    );
    const look = chain.reduce<ParagraphLook>((above, { own }) => merged(above, own), { run: base });
    this.#resolved.set(key, look);
    return look;
  }
}

/** Merges style properties; later declarations override earlier ones. */
export function merged(above: ParagraphLook, own: ParagraphLook): ParagraphLook {
  const numbering = own.numbering ? { ...above.numbering, ...own.numbering } : above.numbering;
  const isNewLevel = (own.level ?? 0) > 0 && own.role === undefined;
  return {
    ...above,
    ...(isNewLevel && { role: undefined }),
    ...own,
    run: { ...above.run, ...own.run },
    ...(numbering && { numbering }),
  };
}

function lookByName(name: string): Partial<ParagraphLook> {
  const level = headingLevelOf(name);
  if (level !== undefined) return { level };
  const role = styleRoleOf(name);
  return role ? { role } : {};
}

/** The formatting in the properties of a paragraph. */
export function paragraphLook(properties: Element | undefined): ParagraphLook {
  const outline = numberIn(childOf(properties, "w:outlineLvl"));
  const numbers = childOf(properties, "w:numPr");
  const id = numberIn(childOf(numbers, "w:numId"));
  const level = numberIn(childOf(numbers, "w:ilvl"));
  const alignment = childOf(properties, "w:jc")?.attributes["w:val"];
  return {
    run: {},
    ...(outline !== undefined && { level: outline >= 0 && outline < 9 ? outline + 1 : 0 }),
    ...(numbers && { numbering: { ...(id !== undefined && { id }), ...(level !== undefined && { level }) } }),
    ...(alignment !== undefined && { isCentred: alignment === "center" }),
  };
}

/** The formatting in the properties of a run. */
export function runLook(properties: Element | undefined): RunLook {
  const look: RunLook = {};
  for (const property of childrenOf(properties)) {
    switch (property.name) {
      case "w:b":
        look.bold = isOn(property) ?? false;
        break;
      case "w:i":
        look.italic = isOn(property) ?? false;
        break;
      case "w:strike":
      case "w:dstrike":
        look.strike = isOn(property) ?? false;
        break;
      case "w:vanish":
        look.isHidden = isOn(property) ?? false;
        break;
      case "w:sz":
        look.size = numberIn(property) ?? 0;
        break;
      case "w:vertAlign": {
        const value = property.attributes["w:val"];
        if (value === "superscript") look.script = "super";
        else if (value === "subscript") look.script = "sub";
        break;
      }
    }
  }
  return look;
}
