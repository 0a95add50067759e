import { words } from "@/app/_messages/en";
import { inlineText } from "@/lib/report/inline-text";
import type { Inline } from "@/lib/report/model";

/** Ids of elements that footnotes and their markers jump between. */
export const footnoteId = (label: string) => `fn-${label}`;
export const markerId = (label: string, nth: number) => (nth === 1 ? `fnref-${label}` : `fnref-${label}-${nth}`);

/**
 * Running text. Every character it puts on the page belongs to the canonical text, except inside `data-skip`.
 *
 * @param live false for a copy outside the text (a footnote shown in place): no ids, no page marks
 */
export function Inlines({ inlines, live = true }: { inlines: readonly Inline[]; live?: boolean }) {
  return inlines.map((inline, index) => <One key={index} inline={inline} live={live} />);
}

function One({ inline, live }: { inline: Inline; live: boolean }) {
  switch (inline.type) {
    case "text":
      return inline.value;
    case "code":
      return <code>{inline.value}</code>;
    case "emphasis":
      return <em>{<Inlines inlines={inline.children} live={live} />}</em>;
    case "strong":
      return <strong>{<Inlines inlines={inline.children} live={live} />}</strong>;
    case "delete":
      return <del>{<Inlines inlines={inline.children} live={live} />}</del>;
    case "link":
      return (
        <a href={inline.href} rel="noopener noreferrer">
          {live ? <Inlines inlines={inline.children} /> : shortened(inlineText(inline.children))}
        </a>
      );
    case "footnote-reference":
      return (
        <sup className="footnote-marker" data-skip>
          <a
            href={`#${encodeURIComponent(footnoteId(inline.label))}`}
            id={live ? markerId(inline.label, inline.nth) : undefined}
            role="doc-noteref"
            aria-label={words.reader.footnote(inline.label)}
            data-footnote={inline.label}
          >
            {inline.label}
          </a>
        </sup>
      );
    case "page-break":
      return live ? <PageMark as="span" page={inline.page} certain={inline.certain} /> : null;
    case "image":
      return null;
  }
}

/** Characters of an address that a copy outside the text shows. */
const SHORT_ADDRESS = 48;

/** An address without what every address begins with, and without its middle where it is long. */
function shortened(text: string): string {
  const address = text.replace(/^https?:\/\/(?:www\.)?/iu, "");
  if (address === text || address.length <= SHORT_ADDRESS) return address;
  return `${address.slice(0, SHORT_ADDRESS - 13)}…${address.slice(-12)}`;
}

/**
 * The place where a printed page begins. What is seen is generated content and what is spoken is in `data-skip`, so
 * neither is part of the text, of a selection or of a copy.
 */
export function PageMark({ as: Element, page, certain }: { as: "div" | "span"; page: number; certain: boolean }) {
  const spoken = words.reader.pageLong({ page, certain });
  return (
    <Element className="page-mark" title={spoken} data-label={words.reader.page({ page, certain })} data-skip>
      <span className="sr-only">{spoken}</span>
    </Element>
  );
}
