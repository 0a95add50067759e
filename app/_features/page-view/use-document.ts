"use client";

import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useState } from "react";

interface Opened {
  document: PDFDocumentProxy | null;
  error: unknown;
}

/**
 * Opens a PDF. Only the parts that the shown pages need are downloaded.
 *
 * @param attempt another number opens it again
 */
export function useDocument(url: string, attempt: number): Opened {
  const [opened, setOpened] = useState<Opened>({ document: null, error: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` opens the document again
  useEffect(() => {
    let isOver = false;
    let close = () => {};
    const open = async () => {
      const { getDocument, PDFWorker } = await import("pdfjs-dist");
      const port = new Worker(new URL("pdfjs-dist/build/pdf.worker.min.mjs", import.meta.url), { type: "module" });
      const worker = PDFWorker.create({ port });
      const task = getDocument({
        url,
        worker,
        disableAutoFetch: true,
        disableStream: true,
        isEvalSupported: false,
        // Our policy forbids WebAssembly that isn't our own.
        useWasm: false,
        enableXfa: false,
      });
      close = () => {
        void task.destroy().finally(() => {
          worker.destroy();
          port.terminate();
        });
      };
      if (isOver) return close();
      const document = await task.promise;
      if (!isOver) setOpened({ document, error: null });
    };
    open().catch((error: unknown) => {
      if (!isOver) setOpened({ document: null, error });
    });
    return () => {
      isOver = true;
      close();
      setOpened({ document: null, error: null });
    };
  }, [url, attempt]);
  return opened;
}
