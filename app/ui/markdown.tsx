import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import { Square, SquareCheck } from "lucide-react";
import { memo, useId, useMemo } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { words } from "@/app/words/en";
import { noteTree } from "./note-tree";

/** Headings of a note begin below those of the page it stands on. */
const HEADINGS = { h1: "h4", h2: "h5", h3: "h6", h4: "h6", h5: "h6" } as const;

/** Links to other sites open on their own and tell them nothing of where they stand. */
const OUTSIDE = { rel: "noopener noreferrer nofollow", target: "_blank" };

/** A note's Markdown, made safe and shown. Read again only when it changes. */
export const Markdown = memo(function Markdown({ children }: { children: string }) {
  const prefix = `${useId()}-`;
  const tree = useMemo(() => noteTree(children, prefix), [children, prefix]);
  return (
    <div className="note-text">
      {toJsxRuntime(tree, {
        Fragment,
        jsx,
        jsxs,
        components: {
          ...HEADINGS,
          a: ({ node: _, ...props }) =>
            // A mention leads nowhere.
            props.href?.startsWith("person:") ? (
              <span className="mention">{props.children}</span>
            ) : (
              <a {...props} {...(props.href?.startsWith("#") ? {} : OUTSIDE)} />
            ),
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
});

/** A box to tick, as it stands in the note: to tick it, the note is edited. */
function Box({ isTicked }: { isTicked: boolean }) {
  const Icon = isTicked ? SquareCheck : Square;
  return (
    <span role="img" aria-label={isTicked ? words.notes.ticked : words.notes.notTicked} className="box">
      <Icon size={16} aria-hidden />
    </span>
  );
}
