import { useTranslations } from "next-intl";
import type { ComparisonRow } from "@/lib/library/comparison-schemas";

interface ChangedBlockProps {
  row: ComparisonRow;
  /** The number of the change, from 1; null for an unchanged block. */
  number: number | null;
  /** Whether to get the focus when it appears, because the button that showed it is gone. */
  takesFocus?: boolean;
}

/** A block of two editions: side by side in wide windows, and as one text on phones. */
export function ChangedBlock({ row, number, takesFocus = false }: ChangedBlockProps) {
  const t = useTranslations();
  const { kind, isMoved, block, language, page } = row;
  const look = block === "heading" ? "font-semibold" : block === "footnote" || block === "caption" ? "text-small" : "";
  const label =
    number !== null &&
    [t(`compare.kinds.${kind === "same" ? "moved" : kind}`), isMoved && kind !== "same" && t("compare.alsoMoved")]
      .filter(Boolean)
      .join(" · ");
  return (
    <li
      {...(takesFocus && { ref: focus })}
      {...(number !== null && { "data-change": number })}
      tabIndex={-1}
      className={`border-line border-b py-3 outline-offset-4 focus:outline-2 focus:outline-accent ${look}`}
    >
      {label && (
        <p className="mb-1 font-normal font-sans text-muted text-small">
          {label}
          {page !== null && ` · ${t("reader.page", { page: String(page), certain: "true" })}`}
        </p>
      )}
      <div lang={language} className="font-serif md:hidden">
        <Parts row={row} shows={["same", "deleted", "inserted"]} />
      </div>
      <div lang={language} className="grid grid-cols-2 gap-6 font-serif max-md:hidden">
        <div className="min-w-0">
          <Parts row={row} shows={["same", "deleted"]} />
        </div>
        <div className="min-w-0">
          <Parts row={row} shows={["same", "inserted"]} />
        </div>
      </div>
    </li>
  );
}

function focus(block: HTMLElement | null): void {
  block?.focus({ preventScroll: true });
}

function Parts({ row: { parts }, shows }: { row: ComparisonRow; shows: readonly string[] }) {
  const t = useTranslations();
  let at = 0;
  return (
    <p className="wrap-anywhere">
      {parts
        .filter(({ kind }) => shows.includes(kind))
        .map(({ kind, text, was }) => {
          at += text.length + 1;
          if (kind === "same") return <span key={at}>{shows.includes("inserted") ? text : (was ?? text)}</span>;
          if (kind === "deleted")
            return (
              <del key={at} className="bg-danger/10 decoration-danger">
                <span className="sr-only">{` ${t("compare.deletedWords")} `}</span>
                {text}
              </del>
            );
          return (
            <ins key={at} className="bg-accent-soft decoration-2 decoration-accent">
              <span className="sr-only">{` ${t("compare.insertedWords")} `}</span>
              {text}
            </ins>
          );
        })}
    </p>
  );
}
