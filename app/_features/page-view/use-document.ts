"use client";

import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useState } from "react";
import { RANGE_BYTES, readRange, readStart } from "./range-source";

interface Opened {
  document: PDFDocumentProxy | null;
  error: unknown;
}

const CLOSED: Opened = { document: null, error: null };

/**
 * Opens a PDF. Only the data needed for the visible pages is downloaded.
 *
 * @param attempt the document is opened again whenever this number changes
 */
export function useDocument(url: string, attempt: number): Opened {
  const [opened, setOpened] = useState(CLOSED);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` opens the document again
  useEffect(() => {
    const cancel = new AbortController();
    let close = () => {};
    const fail = (error: unknown) => {
      if (!cancel.signal.aborted) setOpened({ document: null, error });
    };
    openDocument(url, cancel.signal, fail)
      .then(({ document, end }) => {
        close = end;
        if (cancel.signal.aborted) end();
        else setOpened({ document, error: null });
      })
      .catch(fail);
    return () => {
      cancel.abort();
      close();
      setOpened(CLOSED);
    };
  }, [url, attempt]);
  return opened;
}

/**
 * @param onFailed called if a part of the file can't be read later
 * @returns the document, and a function that closes it
 */
async function openDocument(url: string, signal: AbortSignal, onFailed: (error: unknown) => void) {
  const [{ getDocument, PDFDataRangeTransport, PDFWorker }, { bytes, total }] = await Promise.all([
    import("pdfjs-dist"),
    readStart(url, signal),
  ]);
  class Ranges extends PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      readRange(url, begin, end, signal).then((part) => this.onDataRange(begin, part), onFailed);
    }
  }
  const port = new Worker(new URL("pdfjs-dist/build/pdf.worker.min.mjs", import.meta.url), { type: "module" });
  const worker = PDFWorker.create({ port });
  const task = getDocument({
    ...(bytes.length < total ? { range: new Ranges(total, bytes), length: total } : { data: bytes }),
    worker,
    rangeChunkSize: RANGE_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    // Our Content Security Policy forbids WebAssembly.
    useWasm: false,
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
