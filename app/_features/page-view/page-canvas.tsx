"use client";

import { useTranslations } from "next-intl";
import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { type PageColours, picturesOn, recolour } from "./page-colours";

/** Maximum number of pixels in a canvas. Phones don't support larger canvases. */
const MAX_PIXELS = 12_000_000;

interface PageCanvasProps {
  document: PDFDocumentProxy;
  /** Index of the page. */
  page: number;
  /** In CSS pixels. */
  width: number;
  height: number;
  /** The accessible name; empty if the page is described elsewhere. */
  label: string;
  /** Null to draw the page in its own colours. */
  colours: PageColours | null;
  /** Called when the page is drawn, or can't be drawn. */
  onDone?(): void;
}

/**
 * Draws one page. Drawing stops if the component is unmounted. If the size or the colours change, the earlier drawing is
 * shown until the new one is done.
 */
export function PageCanvas({ document, page, width, height, label, colours, onDone }: PageCanvasProps) {
  const t = useTranslations();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<"drawing" | "drawn" | "failed">("drawing");
  useEffect(() => {
    let task: RenderTask | undefined;
    let isOver = false;
    const draw = async () => {
      const proxy = await document.getPage(page + 1);
      if (isOver) return;
      const most = Math.sqrt(MAX_PIXELS / (width * height));
      const density = Math.min(window.devicePixelRatio || 1, most);
      const viewport = proxy.getViewport({ scale: (width * density) / proxy.getViewport({ scale: 1 }).width });
      const drawn = window.document.createElement("canvas");
      drawn.width = Math.floor(viewport.width);
      drawn.height = Math.floor(viewport.height);
      const pictures = colours ? picturesOn(proxy, viewport) : [];
      task = proxy.render({ canvas: drawn, viewport });
      const [kept] = await Promise.all([pictures, task.promise]);
      const target = canvas.current;
      if (isOver || !target) return;
      target.width = drawn.width;
      target.height = drawn.height;
      const context = target.getContext("2d");
      if (!context) throw new Error("The browser can't draw the page.");
      if (colours) recolour(context, drawn, colours, kept);
      else context.drawImage(drawn, 0, 0);
      setState("drawn");
    };
    draw().catch(() => {
      if (!isOver) setState("failed");
    });
    return () => {
      isOver = true;
      task?.cancel();
    };
  }, [document, page, width, height, colours]);
  useEffect(() => {
    if (state !== "drawing") onDone?.();
  }, [state, onDone]);
  if (state === "failed")
    return <p className="grid size-full place-items-center bg-paper text-muted">{t("pageView.pageFailed")}</p>;
  return (
    <canvas
      ref={canvas}
      {...(label === "" ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
      aria-busy={state === "drawing"}
      className="block size-full"
      style={{ background: colours?.paper ?? "white" }}
    />
  );
}
