import type { Root } from "hast";
import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import { Square, SquareCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, useId } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { cachedNoteTree } from "@/lib/markdown/tree-cache";

/** Headings in notes start at a level below those of the page. */
const HEADINGS = { h1: "h4", h2: "h5", h3: "h6", h4: "h6", h5: "h6" } as const;

/** External links open in a new tab and send no referrer. */
const OUTSIDE = { rel: "noopener noreferrer nofollow", target: "_blank" };

/** Renders a note's Markdown safely. Memoized. */
export const Markdown = memo(function Markdown({ children }: { children: string }) {
  const tree = cachedNoteTree(children);
  return tree.kind === "formatted" ? <Formatted root={tree.root} /> : <AsTyped markdown={children} />;
});

/** A note that is shown as plain Markdown, and the reason why it isn't formatted. */
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
  // Prefix the ids of footnotes. Otherwise, those of different notes on a page would collide.
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
            // Mentions aren't links.
            if (href?.startsWith("person:")) return <span className="mention">{props.children}</span>;
            if (!href?.startsWith("#")) return <a {...props} href={href} {...OUTSIDE} />;
            return <a {...props} href={`#${prefix}${href.slice(1)}`} id={id && prefix + id} />;
          },
          li: ({ node: _, id, ...props }) => <li {...props} id={id && prefix + id} />,
          // If an image were loaded, every reader's browser would contact another site, so the image is shown as a
          // link.
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

/** A task list checkbox. To change it, the user must edit the note. */
function Box({ isTicked }: { isTicked: boolean }) {
  const t = useTranslations();
  const Icon = isTicked ? SquareCheck : Square;
  return (
    <span role="img" aria-label={isTicked ? t("notes.ticked") : t("notes.notTicked")} className="box">
      <Icon size={16} aria-hidden />
    </span>
  );
}
