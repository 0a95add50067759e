import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { init, type PdfiumRuntimeMethods, type WrappedPdfiumModule } from "@embedpdf/pdfium";
import { UserError } from "../../errors";

/**
 * Functions that are called for each character, drawn object or element of the structure. The package's own wrappers
 * convert the arguments, which takes a hundred times longer than the functions themselves.
 */
interface FastFunctions {
  malloc(bytes: number): number;
  free(pointer: number): void;
  FPDFPage_CountObjects(page: number): number;
  FPDFFormObj_CountObjects(form: number): number;
  FPDFTextObj_GetFont(object: number): number;
  FPDFTextObj_GetFontSize(object: number, size: number): number;
  FPDFTextObj_GetTextRenderMode(object: number): number;
  FPDFFont_GetGlyphWidth(font: number, code: number, size: number, width: number): number;
  FPDFText_GetUnicode(text: number, index: number): number;
  FPDFText_IsGenerated(text: number, index: number): number;
  FPDFText_HasUnicodeMapError(text: number, index: number): number;
  FPDFText_GetTextObject(text: number, index: number): number;
  FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number;
  FPDFText_GetCharOrigin(text: number, index: number, x: number, y: number): number;
  FPDFText_GetMatrix(text: number, index: number, matrix: number): number;
  FPDFPage_GetObject(page: number, index: number): number;
  FPDFFormObj_GetObject(form: number, index: number): number;
  FPDFPageObj_GetType(object: number): number;
  FPDFPageObj_GetMarkedContentID(object: number): number;
  FPDFPageObj_CountMarks(object: number): number;
  FPDFPageObj_GetMark(object: number, index: number): number;
  FPDFPageObjMark_GetParamIntValue(mark: number, key: number, value: number): number;
  FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number;
  FPDFPageObj_GetMatrix(object: number, matrix: number): number;
  FPDFPath_CountSegments(path: number): number;
  FPDFPath_GetPathSegment(path: number, index: number): number;
  FPDFPath_GetDrawMode(path: number, fill: number, stroke: number): number;
  FPDFPathSegment_GetPoint(segment: number, x: number, y: number): number;
  FPDFPathSegment_GetType(segment: number): number;
  FPDFPathSegment_GetClose(segment: number): number;
  FPDFPageObj_GetFillColor(object: number, r: number, g: number, b: number, a: number): number;
  FPDFPageObj_GetClipPath(object: number): number;
  FPDFClipPath_CountPaths(clip: number): number;
  FPDFClipPath_CountPathSegments(clip: number, path: number): number;
  FPDFClipPath_GetPathSegment(clip: number, path: number, index: number): number;
  FPDFImageObj_GetImagePixelSize(image: number, width: number, height: number): number;
  FPDF_StructElement_GetAltText(element: number, buffer: number, length: number): number;
  FPDF_StructElement_GetType(element: number, buffer: number, length: number): number;
  FPDF_StructElement_GetChildMarkedContentID(element: number, index: number): number;
  FPDF_StructElement_CountChildren(element: number): number;
  FPDF_StructElement_GetChildAtIndex(element: number, index: number): number;
}

/** Views of the engine's memory. They are replaced whenever the memory grows. */
interface Memory {
  HEAPU8: Uint8Array;
  HEAP32: Int32Array;
  HEAPF32: Float32Array;
  HEAPF64: Float64Array;
}

/** Writes into a buffer of the given size in bytes, and returns the size needed. */
type Write = (buffer: number, length: number) => number;

/**
 * Maximum memory of the engine, in bytes. Without this limit, a form that draws itself could make the engine allocate
 * up to 2 GB.
 */
const MAX_BYTES = 768 * 1024 * 1024;
/** PDFium's constant for writing the whole document. If only changes are appended, each page that was loaded is repeated. */
const NOT_INCREMENTAL = 2;
/** The unit in which WebAssembly memory grows, in bytes. */
const PAGE_BYTES = 65_536;

/** Makes allocations beyond the limit fail. The engine then returns an error, or traps if it can't continue. */
function limitMemory({ memory }: { memory: WebAssembly.Memory }, onFull: () => void): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * PAGE_BYTES > MAX_BYTES) {
      onFull();
      throw new RangeError("The engine is out of memory.");
    }
    return grow(pages);
  };
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the engine once per process, because the compiler optimizes its code while it is used. */
function compile(): Promise<WebAssembly.Module> {
  compiled ??= readFile(createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm")).then((bytes) =>
    WebAssembly.compile(new Uint8Array(bytes)),
  );
  return compiled;
}

async function instantiate(): Promise<WrappedPdfiumModule> {
  const module = await compile();
  const before = new Set(Object.keys(Object.getOwnPropertyDescriptors(globalThis)));
  try {
    const api = await init({
      instantiateWasm(imports: WebAssembly.Imports, onInstance: (instance: WebAssembly.Instance) => void) {
        const instance = new WebAssembly.Instance(module, imports);
        onInstance(instance);
        return instance.exports;
      },
    });
    api.FPDF_InitLibrary();
    return api;
  } catch (error) {
    if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError)
      throw new UserError("pdf-too-large.whole");
    throw error;
  } finally {
    // The package defines global variables that warn about missing functions. They would keep its memory alive.
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis)))
      if (get && !before.has(name)) Reflect.deleteProperty(globalThis, name);
  }
}

/** PDFium, with helpers for calling its C functions. It has no network, file or JavaScript access. */
export class Pdfium {
  readonly fast: FastFunctions;
  /** Whether the engine needed more memory than it may use. */
  isOutOfMemory = false;
  readonly #memory: Memory;
  readonly #runtime: PdfiumRuntimeMethods;

  private constructor(readonly api: WrappedPdfiumModule) {
    this.#runtime = api.pdfium;
    this.#memory = api.pdfium as unknown as Memory;
    this.fast = api.pdfium.wasmExports as unknown as FastFunctions;
  }

  /** @throws UserError `pdf-too-large` if there is no memory for the engine */
  static async start(): Promise<Pdfium> {
    const engine = new Pdfium(await instantiate());
    const { api } = engine;
    limitMemory(api.pdfium.wasmExports as unknown as { memory: WebAssembly.Memory }, () => {
      engine.isOutOfMemory = true;
    });
    return engine;
  }

  allocate(bytes: number): number {
    const pointer = this.fast.malloc(bytes);
    if (pointer === 0) throw new UserError("pdf-too-large.whole");
    return pointer;
  }

  free(pointer: number): void {
    this.fast.free(pointer);
  }

  /** @returns a pointer to a copy of the bytes, which the caller must free */
  copyIn(bytes: Uint8Array): number {
    const pointer = this.allocate(bytes.length);
    this.#memory.HEAPU8.set(bytes, pointer);
    return pointer;
  }

  /** @returns a copy of the given bytes */
  copyOut(pointer: number, length: number): Uint8Array {
    return this.#memory.HEAPU8.slice(pointer, pointer + length);
  }

  /** Calls a function with a temporary, null-terminated copy of a text in UTF-16. */
  withText<Result>(text: string, use: (pointer: number) => Result): Result {
    const pointer = this.copyIn(Buffer.from(`${text}\0`, "utf16le"));
    try {
      return use(pointer);
    } finally {
      this.free(pointer);
    }
  }

  /** Calls a function with a temporary array of 32-bit floating-point numbers. */
  withFloats<Result>(numbers: readonly number[], use: (pointer: number) => Result): Result {
    return this.scratch(4 * numbers.length, (pointer) => {
      this.#memory.HEAPF32.set(numbers, pointer >> 2);
      return use(pointer);
    });
  }

  /**
   * Saves a document.
   *
   * @param write receives the bytes in order, in parts
   * @returns whether the engine could write the document
   */
  save(document: number, write: (bytes: Uint8Array) => void): boolean {
    const callback = this.#runtime.addFunction((_: number, data: number, size: number) => {
      write(this.copyOut(data, size));
      return 1;
    }, "iiii");
    try {
      return this.scratch(8, (writer) => {
        this.#memory.HEAP32.set([1, callback], writer >> 2);
        return this.api.FPDF_SaveAsCopy(document, writer, NOT_INCREMENTAL);
      });
    } finally {
      this.#runtime.removeFunction(callback);
    }
  }

  int(pointer: number): number {
    return this.#memory.HEAP32[pointer >> 2] ?? 0;
  }

  float(pointer: number, index = 0): number {
    return this.#memory.HEAPF32[(pointer >> 2) + index] ?? 0;
  }

  double(pointer: number): number {
    return this.#memory.HEAPF64[pointer >> 3] ?? 0;
  }

  /** The number of bytes that the engine has allocated so far. This number never decreases. */
  get bytes(): number {
    return this.#memory.HEAPU8.length;
  }

  /** Calls a function with a temporary buffer of the given size in bytes. */
  scratch<Result>(bytes: number, use: (buffer: number) => Result): Result {
    const buffer = this.allocate(bytes);
    try {
      return use(buffer);
    } finally {
      this.free(buffer);
    }
  }

  /** @returns a copy of the bytes that a function writes */
  bytesOf(write: Write): Uint8Array {
    const length = write(0, 0);
    if (length < 1) return new Uint8Array();
    return this.scratch(length, (buffer) => this.copyOut(buffer, Math.min(length, write(buffer, length))));
  }

  /**
   * Calls a function of the engine that asks from time to time whether to pause.
   *
   * @param work receives a pointer to PDFium's `IFSDK_PAUSE` structure
   */
  pausable<Result>(isPaused: () => boolean, work: (pause: number) => Result): Result {
    const callback = this.#runtime.addFunction(() => (isPaused() ? 1 : 0), "ii");
    try {
      return this.scratch(12, (pause) => {
        this.#memory.HEAP32.set([1, callback, 0], pause >> 2);
        return work(pause);
      });
    } finally {
      this.#runtime.removeFunction(callback);
    }
  }

  /** The text at a pointer, up to the first null character. */
  utf16At(pointer: number): string {
    return this.#runtime.UTF16ToString(pointer);
  }

  utf16(write: Write): string {
    return this.#text(write, (buffer) => this.#runtime.UTF16ToString(buffer));
  }

  utf8(write: Write): string {
    return this.#text(write, (buffer) => this.#runtime.UTF8ToString(buffer));
  }

  #text(write: Write, read: (buffer: number) => string): string {
    const length = write(0, 0);
    if (length <= 1) return "";
    return this.scratch(length, (buffer) => {
      write(buffer, length);
      return read(buffer);
    });
  }
}
