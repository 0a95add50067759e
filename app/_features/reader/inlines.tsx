import type { Translate } from "@/app/_messages/translate";
import { StoredImage } from "@/app/_ui/stored-image";
import type { Inline } from "@/lib/report/model";
import type { Picture } from "@/lib/report/pictures";
import { pictureAddress } from "@/lib/sources/schemas";
import { footnoteId, markerId } from "./footnote-ids";

/** Renders inline content. Every rendered character is part of the canonical text, except inside `data-skip`. */
export function Inlines({ inlines, ...context }: Context & { inlines: readonly Inline[] }) {
  return inlines.map((inline, index) => <One key={index} {...context} inline={inline} />);
}

interface Context {
  t: Translate;
  /** Id of the source that the pictures were read from; null if there is none. */
  source: string | null;
}

function One({ t, source, inline }: Context & { inline: Inline }) {
  switch (inline.type) {
    case "text":
      return inline.value;
    case "code":
      return <code>{inline.value}</code>;
    case "emphasis":
      return <em>{<Inlines t={t} source={source} inlines={inline.children} />}</em>;
    case "strong":
      return <strong>{<Inlines t={t} source={source} inlines={inline.children} />}</strong>;
    case "delete":
      return <del>{<Inlines t={t} source={source} inlines={inline.children} />}</del>;
    case "link":
      return (
        <a href={inline.href} rel="noopener noreferrer">
          <Inlines t={t} source={source} inlines={inline.children} />
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
      return inline.picture && source !== null ? (
        <PictureImage address={pictureAddress(source, inline.picture)} picture={inline.picture} alt={inline.alt} />
      ) : null;
  }
}

/** An image whose size is known before it has loaded, so that the text doesn't move when it appears. */
export function PictureImage({ address, picture, alt }: { address: string; picture: Picture; alt: string }) {
  const { width, height } = picture;
  return <StoredImage src={address} alt={alt} width={width} height={height} loading="lazy" decoding="async" />;
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
