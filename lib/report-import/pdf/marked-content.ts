import type { Pdfium } from "./pdfium";

/** Reads the ids of marked content, which refer to elements of the structure of a tagged file. */
export class MarkedContentReader {
  readonly #engine: Pdfium;
  /** A buffer with the name of the parameter, followed by one for its value. */
  readonly #key: number;
  readonly #value: number;

  constructor(engine: Pdfium) {
    this.#engine = engine;
    this.#key = engine.copyIn(Buffer.from("MCID\0\0\0\0\0\0\0\0", "latin1"));
    this.#value = this.#key + 8;
  }

  /** The id of the innermost marked content that contains an object; -1 if there is none. */
  idOf(object: number): number {
    const { fast } = this.#engine;
    if (object === 0) return -1;
    const count = fast.FPDFPageObj_CountMarks(object);
    // PDFium returns the id of the outermost content, which in WeasyPrint's files is the whole page.
    for (let n = count - 1; n > 0; n--) {
      const mark = fast.FPDFPageObj_GetMark(object, n);
      const isFound = fast.FPDFPageObjMark_GetParamIntValue(mark, this.#key, this.#value) !== 0;
      if (isFound) return this.#engine.int(this.#value);
    }
    return count > 0 ? fast.FPDFPageObj_GetMarkedContentID(object) : -1;
  }

  free(): void {
    this.#engine.free(this.#key);
  }
}
