import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import { useMemo } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

/** What a note may hold: text, lists, quotations, tables, code and links. No pictures, since they would call other sites. */
const SCHEMA = {
  ...defaultSchema,
  tagNames: defaultSchema.tagNames?.filter((name) => !["img", "input", "picture", "source"].includes(name)),
  protocols: { href: ["http", "https", "mailto"] },
};

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { clobberPrefix: "note-" })
  .use(rehypeSanitize, SCHEMA);

/** Headings of a note begin below those of the page it stands on. */
const HEADINGS = { h1: "h4", h2: "h5", h3: "h6", h4: "h6", h5: "h6" } as const;

/** A note's Markdown, made safe and shown. Links open on their own and tell the other site nothing of where they stand. */
export function Markdown({ children }: { children: string }) {
  const tree = useMemo(() => processor.runSync(processor.parse(children)), [children]);
  return (
    <div className="note-text">
      {toJsxRuntime(tree, {
        Fragment,
        jsx,
        jsxs,
        components: {
          ...HEADINGS,
          a: ({ node: _, ...props }) => <a {...props} rel="noopener noreferrer nofollow" target="_blank" />,
        },
      })}
    </div>
  );
}
