import { words } from "@/app/_messages/en";
import type { Inline } from "@/lib/report/model";
import { footnoteId, markerId } from "./footnote-ids";

/** Running text. Every character it puts on the page belongs to the canonical text, except inside `data-skip`. */
export function Inlines({ inlines }: { inlines: readonly Inline[] }) {
  return inlines.map((inline, index) => <One key={index} inline={inline} />);
}

function One({ inline }: { inline: Inline }) {
  switch (inline.type) {
    case "text":
      return inline.value;
    case "code":
      return <code>{inline.value}</code>;
    case "emphasis":
      return <em>{<Inlines inlines={inline.children} />}</em>;
    case "strong":
      return <strong>{<Inlines inlines={inline.children} />}</strong>;
    case "delete":
      return <del>{<Inlines inlines={inline.children} />}</del>;
    case "link":
      return (
        <a href={inline.href} rel="noopener noreferrer">
          <Inlines inlines={inline.children} />
        </a>
      );
    case "footnote-reference":
      return (
        <sup className="footnote-marker" data-skip>
          <a
            href={`#${encodeURIComponent(footnoteId(inline.label))}`}
            id={markerId(inline.label, inline.nth)}
            role="doc-noteref"
            aria-label={words.reader.footnote(inline.label)}
            data-footnote={inline.label}
          >
            {inline.label}
          </a>
        </sup>
      );
    case "page-break":
      return <PageMark as="span" page={inline.page} certain={inline.certain} />;
    case "image":
      return null;
  }
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
