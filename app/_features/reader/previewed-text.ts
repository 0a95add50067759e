import "server-only";
import { setImmediate } from "node:timers/promises";
import { serverTranslate } from "@/app/_messages/server-translate";
import type { PreviewedText } from "@/lib/library/edition-schemas";
import type { Report } from "@/lib/report/model";
import { targetsOf } from "@/lib/report-import/corrections/targets";
import type { PageLayout } from "@/lib/report-import/layout";
import { renderStatic } from "./render-static";
import { textParts } from "./report-text";

/** Number of elements to render at a time. Rendering a long report in one go would delay dozens of other requests. */
const AT_ONCE = 100;

/** Renders a report that isn't stored yet. The result contains the positions of its blocks on the pages of its file. */
export async function previewedText({
  report,
  layout,
  sourceId,
}: {
  report: Report;
  layout?: PageLayout;
  /** Null if the file was part of the request. Its pictures aren't stored in that case. */
  sourceId: string | null;
}): Promise<PreviewedText> {
  const parts: string[] = [];
  for (const [index, part] of textParts(serverTranslate, report, sourceId).entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
    parts.push(renderStatic(part));
  }
  const targets = targetsOf(report);
  let body = 0;
  const blocks = report.blocks.map(({ id, kind, label, depth }, index) => {
    const boxes = kind === "footnote" ? layout?.notes[label ?? ""] : layout?.body[body++];
    return { id, target: targets[index]!, ...(depth !== undefined && { depth }), boxes: boxes ?? [] };
  });
  return { parts, language: report.meta.language, blocks, sizes: layout?.sizes ?? [] };
}
