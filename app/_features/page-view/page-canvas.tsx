"use client";

import { useTranslations } from "next-intl";
import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";

/** Maximum number of pixels in a canvas. Phones don't support larger canvases. */
const MAX_PIXELS = 12_000_000;

interface PageCanvasProps {
  document: PDFDocumentProxy;
  /** Index of the page. */
  page: number;
  /** In CSS pixels. */
  width: number;
  height: number;
  label: string;
}

/** Draws one page. Drawing stops if the component is unmounted. */
export function PageCanvas({ document, page, width, height, label }: PageCanvasProps) {
  const t = useTranslations();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    let task: RenderTask | undefined;
    let isOver = false;
    const draw = async () => {
      const proxy = await document.getPage(page + 1);
      const target = canvas.current;
      if (isOver || !target) return;
      const most = Math.sqrt(MAX_PIXELS / (width * height));
      const density = Math.min(window.devicePixelRatio || 1, most);
      const viewport = proxy.getViewport({ scale: (width * density) / proxy.getViewport({ scale: 1 }).width });
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      task = proxy.render({ canvas: target, viewport });
      await task.promise;
    };
    draw().catch(() => {
      if (!isOver) setFailed(true);
    });
    return () => {
      isOver = true;
      task?.cancel();
    };
  }, [document, page, width, height]);
  if (hasFailed)
    return <p className="grid size-full place-items-center bg-paper text-muted">{t("pageView.pageFailed")}</p>;
  return <canvas ref={canvas} role="img" aria-label={label} className="block size-full bg-white" />;
}
