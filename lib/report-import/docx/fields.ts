import type { Element } from "../structured/element";
import { nestedTooDeeply } from "../structured/limits";
import type { Style } from "../structured/model";

/** A field: text computed by Word, such as a link or a page number. */
interface Field {
  instruction: string;
  /** Whether the instruction has ended. Everything after it is the field's result. */
  isResult: boolean;
}

/** Maximum number of fields that can be open at once. Fields can be nested. */
const MAX_FIELDS = 100;
/** Fields whose result is not part of the text: tables of contents, indexes and page numbers. */
const DROPPED_FIELD = /^\s*(?:TOC|INDEX|PAGE|NUMPAGES|SECTIONPAGES|TC|XE|RD)(?:\s|$)/iu;
const CONTENTS_FIELD = /^\s*TOC\s/iu;
const LINK_FIELD = /^\s*HYPERLINK\s+"([^"]*)"/iu;

/** Whether the result of a field is left out. */
export function isDropped(instruction: string): boolean {
  return DROPPED_FIELD.test(instruction);
}

/** The style of a field's result, with the target if the field is a link. */
export function linked(style: Style, instruction: string): Style {
  const href = LINK_FIELD.exec(instruction)?.[1];
  return href === undefined ? style : { ...style, href };
}

/** The fields that are open at the current position. They may begin and end in different runs and paragraphs. */
export class Fields {
  readonly #open: Field[] = [];

  /**
   * Reads a mark (`w:fldChar`) that begins a field, separates its instruction from its result, or ends it.
   *
   * @throws UserError if too many fields are open
   */
  mark({ attributes }: Element): void {
    const type = attributes["w:fldCharType"];
    if (type === "begin") this.#open.push({ instruction: "", isResult: false });
    if (this.#open.length > MAX_FIELDS) throw nestedTooDeeply();
    const last = this.#open.at(-1);
    if (type === "separate" && last) last.isResult = true;
    if (type === "end") this.#open.pop();
  }

  addInstruction(text: string): void {
    const last = this.#open.at(-1);
    if (last && !last.isResult) last.instruction += text;
  }

  /** Whether text at the current position is part of the document's text. */
  get isShown(): boolean {
    return this.#open.every(({ instruction, isResult }) => isResult && !isDropped(instruction));
  }

  get isInContents(): boolean {
    return this.#open.some(({ instruction }) => CONTENTS_FIELD.test(instruction));
  }

  /** The style of text at the current position. */
  linked(style: Style): Style {
    return this.#open.reduce((outer, { instruction }) => linked(outer, instruction), style);
  }
}
