import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";

/** A highlight on a page: the part of the page's text that it covers, as fractions. */
export interface Part {
  start: number;
  end: number;
}

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>pdf.js</title>
<link rel="stylesheet" href="/viewer.css"><style>
#viewerContainer { position: absolute; inset: 0; overflow: auto; }
hypothesis-highlight { background: transparent; }
.hypothesis-highlight-layer { position: absolute; inset: 0; width: 100%; height: 100%; mix-blend-mode: multiply; }
</style></head><body><div id="viewerContainer"><div id="viewer" class="pdfViewer"></div></div>
<script type="module" src="/viewer.js"></script></body></html>`;

/** Serves a page with pdf.js's own viewer. With `?highlighted`, it draws highlights as Hypothesis does. */
export async function startViewer(
  file: Uint8Array,
  parts: readonly Part[][],
): Promise<{ url: string; stop(): Promise<void> }> {
  const require = createRequire(import.meta.url);
  const { outputFiles } = await build({
    ...{ entryPoints: ["tests/bench/page-view/viewer-page.ts"], bundle: true, format: "esm", target: "es2022" },
    ...{ write: false, logLevel: "error" },
  });
  const answers = new Map<string, [type: string, body: string | Uint8Array]>([
    ["/", ["text/html", HTML]],
    ["/viewer.js", ["text/javascript", outputFiles[0]?.text ?? ""]],
    ["/viewer.css", ["text/css", await readFile(require.resolve("pdfjs-dist/web/pdf_viewer.css"))]],
    ["/worker.js", ["text/javascript", await readFile(require.resolve("pdfjs-dist/build/pdf.worker.min.mjs"))]],
    ["/file.pdf", ["application/pdf", file]],
    ["/parts.json", ["application/json", JSON.stringify(parts)]],
  ]);
  const server = createServer((request, response) => {
    const answer = answers.get(new URL(request.url ?? "/", "http://localhost").pathname);
    if (!answer) return response.writeHead(404).end();
    return response.writeHead(200, { "Content-Type": answer[0] }).end(answer[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
