import { useTranslations } from "next-intl";
import { CopyButton } from "./copy-button";
import { type Quote, quoted } from "./quoted";

interface CopyQuotedProps {
  /** Label that says what is copied. */
  label: string;
  quotes: readonly Quote[];
}

/** Copies shared passages with their sources, in several formats. */
export function CopyQuoted({ label, quotes }: CopyQuotedProps) {
  const t = useTranslations();
  const copies = quoted(quotes);
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-3 text-small print:hidden">
      <span className="text-muted">{label}</span>
      {(["text", "markdown", "html"] as const).map((form) => (
        <CopyButton key={form} text={copies[form]} label={`${label} ${t(`share.cite.as.${form}`)}`}>
          {t(`share.cite.as.${form}`)}
        </CopyButton>
      ))}
    </p>
  );
}
