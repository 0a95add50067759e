import type { Root } from "hast";
import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import { Square, SquareCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, useId } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { cachedNoteTree } from "@/lib/markdown/tree-cache";

/** Headings of a note begin below those of the page it stands on. */
const HEADINGS = { h1: "h4", h2: "h5", h3: "h6", h4: "h6", h5: "h6" } as const;

/** Links to other sites open on their own and tell them nothing of where they stand. */
const OUTSIDE = { rel: "noopener noreferrer nofollow", target: "_blank" };

/** A note's Markdown, made safe and shown. Read again only when it changes. */
export const Markdown = memo(function Markdown({ children }: { children: string }) {
  const tree = cachedNoteTree(children);
  return tree.kind === "formatted" ? <Formatted root={tree.root} /> : <AsTyped markdown={children} />;
});

/** A note that is not formatted, and why. */
export function AsTyped({ markdown }: { markdown: string }) {
  const t = useTranslations();
  return (
    <div className="note-text">
      <p className="text-muted text-small">{t("notes.tooComplex")}</p>
      <pre>{markdown}</pre>
    </div>
  );
}

function Formatted({ root }: { root: Root }) {
  // Two notes on a page have footnotes of the same numbers.
  const prefix = `${useId()}-`;
  return (
    <div className="note-text">
      {toJsxRuntime(root, {
        Fragment,
        jsx,
        jsxs,
        components: {
          ...HEADINGS,
          a: ({ node: _, href, id, ...props }) => {
            // A mention leads nowhere.
            if (href?.startsWith("person:")) return <span className="mention">{props.children}</span>;
            if (!href?.startsWith("#")) return <a {...props} href={href} {...OUTSIDE} />;
            return <a {...props} href={`#${prefix}${href.slice(1)}`} id={id && prefix + id} />;
          },
          li: ({ node: _, id, ...props }) => <li {...props} id={id && prefix + id} />,
          // A picture would call another site for everybody who reads the note, so it is a link to it.
          img: ({ src, alt }) => {
            const name = alt || String(src ?? "");
            return src ? (
              <a href={String(src)} {...OUTSIDE}>
                {name}
              </a>
            ) : (
              name
            );
          },
          input: ({ checked }) => <Box isTicked={checked === true} />,
        },
      })}
    </div>
  );
}

/** A box to tick, as it stands in the note: to tick it, the note is edited. */
function Box({ isTicked }: { isTicked: boolean }) {
  const t = useTranslations();
  const Icon = isTicked ? SquareCheck : Square;
  return (
    <span role="img" aria-label={isTicked ? t("notes.ticked") : t("notes.notTicked")} className="box">
      <Icon size={16} aria-hidden />
    </span>
  );
}
