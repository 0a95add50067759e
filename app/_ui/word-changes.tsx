import { useTranslations } from "next-intl";
import { compareWords } from "./compare-words";

/** A word diff. Screen readers announce which words were removed and which were added. */
export function WordChanges({ before, after }: { before: string; after: string }) {
  const t = useTranslations();
  let at = 0;
  return (
    <blockquote className="wrap-anywhere font-serif">
      {compareWords(before, after).map(({ kind, text }) => {
        const key = `${kind} ${at}`;
        at += text.length;
        if (kind === "same") return <span key={key}>{text}</span>;
        if (kind === "out") {
          return (
            <del key={key} className="mr-1 text-muted">
              <span className="sr-only">{` ${t("editions.wasWords")} `}</span>
              {text}
            </del>
          );
        }
        return (
          <ins key={key} className="decoration-2">
            <span className="sr-only">{` ${t("editions.isWords")} `}</span>
            {text}
          </ins>
        );
      })}
    </blockquote>
  );
}
