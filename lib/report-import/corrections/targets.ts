import { pageAt } from "../../report/locate";
import type { Block, Report } from "../../report/model";
import { collapsed, excerptOf } from "./excerpts";
import type { BlockTarget } from "./schemas";

/** Descriptions of all blocks in a report, in order, as targets for corrections. */
export function targetsOf(report: Report): BlockTarget[] {
  const seen = new Map<string, number>();
  return report.blocks.map((block) => {
    const text = excerptOf(collapsed(block.text));
    if (block.kind === "footnote") return { kind: block.kind, text, page: null, nth: 0, label: block.label };
    const page = pageAt(report, block.start)?.page ?? null;
    const key = JSON.stringify([classOf(block), text, page]);
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    return { kind: block.kind, text, page, nth };
  });
}

const classOf = ({ kind }: Block) => (kind === "list-item" || kind === "table-row" ? kind : "text");
