"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Select } from "@/app/_ui/select";
import type { PreviewedBlock } from "@/lib/library/edition-schemas";
import { DEPTHS, type Options } from "./rules";

/** The corrections that the toolbar offers in addition to changing the block type. */
export type Tool = Exclude<keyof Options, "depth">;

/** The buttons in order, each with its keyboard shortcut. */
const TOOLS = [
  ["merge", "m"],
  ["split", "s"],
  ["marker", "f"],
  ["omit", "x"],
  ["omitLine", "r"],
] as const satisfies readonly (readonly [Tool, string])[];

/** The tool for each keyboard shortcut. */
export const TOOL_KEYS = new Map<string, Tool>(TOOLS.map(([tool, key]) => [key, tool]));

interface BlockToolsProps {
  block: PreviewedBlock | undefined;
  options: Options | null;
  isBusy: boolean;
  onDepth(depth: number): void;
  onTool(tool: Tool): void;
}

/** The toolbar for correcting the selected block. */
export function BlockTools({ block, options, isBusy, onDepth, onTool }: BlockToolsProps) {
  const t = useTranslations();
  if (!block || !options) return <p className="px-3 py-3 text-muted">{t("add.review.noBlock")}</p>;
  const { kind, text } = block.target;
  const depth = kind === "heading" ? (block.depth ?? -1) : kind === "paragraph" ? 0 : -1;
  const isListed = DEPTHS.some((each) => each === depth);
  return (
    <div role="toolbar" aria-label={t("add.review.tools")} className="px-3 py-2">
      <p className="mb-2 truncate text-muted text-small">
        {t("add.review.selected", { kind: t(`add.review.kinds.${kind}`), text })}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {options.depth && (
          <Select
            aria-label={t("add.review.level")}
            isCompact
            className="w-36"
            value={isListed ? String(depth) : ""}
            disabled={isBusy}
            onChoose={(value) => value !== "" && onDepth(Number(value))}
          >
            {!isListed && <option value="">{t(`add.review.kinds.${kind}`)}</option>}
            {/* A list item or caption can be turned into a heading, but not into a paragraph, because the importer
                already treats both as text. */}
            {DEPTHS.filter((each) => each > 0 || isListed).map((each) => (
              <option key={each} value={each}>
                {t(`add.review.levels.${each}`)}
              </option>
            ))}
          </Select>
        )}
        {TOOLS.filter(([tool]) => options[tool]).map(([tool, key]) => (
          <Button
            key={tool}
            data-tip={t(`add.review.${tool}`)}
            data-tip-key={key}
            aria-keyshortcuts={key}
            aria-disabled={isBusy || undefined}
            className="min-h-9! px-3! text-small pointer-coarse:min-h-11!"
            onClick={() => !isBusy && onTool(tool)}
          >
            {t(`add.review.${tool}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
