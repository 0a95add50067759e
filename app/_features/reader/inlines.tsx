import type { Translate } from "@/app/_messages/translate";
import type { Inline } from "@/lib/report/model";
import { footnoteId, markerId } from "./footnote-ids";

/** Inline content. Every character that it renders is part of the canonical text, except inside `data-skip`. */
export function Inlines({ t, inlines }: { t: Translate; inlines: readonly Inline[] }) {
  return inlines.map((inline, index) => <One key={index} t={t} inline={inline} />);
}

function One({ t, inline }: { t: Translate; inline: Inline }) {
  switch (inline.type) {
    case "text":
      return inline.value;
    case "code":
      return <code>{inline.value}</code>;
    case "emphasis":
      return <em>{<Inlines t={t} inlines={inline.children} />}</em>;
    case "strong":
      return <strong>{<Inlines t={t} inlines={inline.children} />}</strong>;
    case "delete":
      return <del>{<Inlines t={t} inlines={inline.children} />}</del>;
    case "link":
      return (
        <a href={inline.href} rel="noopener noreferrer">
          <Inlines t={t} inlines={inline.children} />
        </a>
      );
    case "footnote-reference":
      return (
        <sup className="footnote-marker" data-skip>
          <a
            href={`#${encodeURIComponent(footnoteId(inline.label))}`}
            id={markerId(inline.label, inline.nth)}
            role="doc-noteref"
            aria-label={t("reader.footnote", { label: inline.label })}
            data-footnote={inline.label}
          >
            {inline.label}
          </a>
        </sup>
      );
    case "page-break":
      return <PageMark t={t} as="span" page={inline.page} certain={inline.certain} />;
    case "image":
      return null;
  }
}

interface PageMarkProps {
  t: Translate;
  as: "div" | "span";
  page: number;
  certain: boolean;
}

/**
 * The start of a printed page. Its visible label is generated content and its accessible label is in `data-skip`, so
 * that neither becomes part of the text, a selection or a copy.
 */
export function PageMark({ t, as: Element, page, certain }: PageMarkProps) {
  const spoken = t("reader.pageLong", { page, certain: String(certain) });
  return (
    <Element
      className="page-mark"
      title={spoken}
      data-label={t("reader.page", { page: String(page), certain: String(certain) })}
      data-skip
    >
      <span className="sr-only">{spoken}</span>
    </Element>
  );
}
