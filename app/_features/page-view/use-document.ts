"use client";

import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useState } from "react";
import { PDF_WORKER, PdfjsFiles } from "./pdfjs-files";
import { RANGE_BYTES, rangesOf } from "./range-source";

interface Opened {
  document: PDFDocumentProxy | null;
  /** Width and height of the first page, in points. */
  firstSize: PageSize;
  error: unknown;
}

export type PageSize = readonly [width: number, height: number];

/** The size of a page that is unknown or can't be read. */
const A4: PageSize = [595, 842];
const CLOSED: Opened = { document: null, firstSize: A4, error: null };

/**
 * Opens a PDF. Only the data needed for the visible pages is downloaded.
 *
 * @param file a file on this device, or a URL whose server supports range requests
 * @param attempt the document is opened again whenever this number changes
 */
export function useDocument(file: string | Blob, attempt: number): Opened {
  const [opened, setOpened] = useState(CLOSED);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` opens the document again
  useEffect(() => {
    const cancel = new AbortController();
    let close = () => {};
    const fail = (error: unknown) => {
      if (!cancel.signal.aborted) setOpened({ ...CLOSED, error });
    };
    openDocument(file, cancel.signal, fail)
      .then(async ({ document, end }) => {
        close = end;
        if (cancel.signal.aborted) return end();
        const firstSize = await sizeOfFirst(document);
        if (!cancel.signal.aborted) setOpened({ document, firstSize, error: null });
      })
      .catch(fail);
    return () => {
      cancel.abort();
      close();
      setOpened(CLOSED);
    };
  }, [file, attempt]);
  return opened;
}

async function sizeOfFirst(document: PDFDocumentProxy): Promise<PageSize> {
  try {
    const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
    return [width, height];
  } catch {
    return A4;
  }
}

/**
 * @param onFailed called if a part of the file can't be read later
 * @returns the document, and a function that closes it
 */
async function openDocument(file: string | Blob, signal: AbortSignal, onFailed: (error: unknown) => void) {
  const source = rangesOf(file, signal);
  const [{ getDocument, PDFDataRangeTransport, PDFWorker }, { bytes, total }] = await Promise.all([
    import("pdfjs-dist"),
    source.start(),
  ]);
  class Ranges extends PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      source.read(begin, end).then((part) => this.onDataRange(begin, part), onFailed);
    }
  }
  const port = new Worker(PDF_WORKER, { type: "module" });
  const worker = PDFWorker.create({ port });
  const task = getDocument({
    ...(bytes.length < total ? { range: new Ranges(total, bytes), length: total } : { data: bytes }),
    worker,
    rangeChunkSize: RANGE_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    useWorkerFetch: false,
    WasmFactory: PdfjsFiles,
    StandardFontDataFactory: PdfjsFiles,
    enableXfa: false,
  });
  const end = () => {
    void task.destroy().finally(() => {
      worker.destroy();
      port.terminate();
    });
  };
  try {
    return { document: await task.promise, end };
  } catch (error) {
    end();
    throw error;
  }
}
