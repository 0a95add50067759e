import { useTranslations } from "next-intl";
import { CITATION_FORMATS, type Citations as Cited } from "@/lib/sharing/citations/formats";
import { CopyButton } from "./copy-button";

/** Citations of a passage, each with a copy button. Without JavaScript, users can select and copy them. */
export function Citations({ citations }: { citations: Cited }) {
  const t = useTranslations();
  return (
    <dl className="mt-2 divide-y divide-line border-line border-y">
      {CITATION_FORMATS.map((format) => (
        <div key={format} className="grid gap-x-4 py-3 md:grid-cols-[7rem_minmax(0,1fr)]">
          <dt className="text-muted text-small">{t(`share.cite.formats.${format}`)}</dt>
          <dd className="flex flex-wrap items-start justify-between gap-x-4 text-small md:flex-nowrap">
            <span className="wrap-anywhere min-w-0 whitespace-pre-wrap">{citations[format]}</span>
            <CopyButton
              text={citations[format]}
              label={t("share.cite.copyNamed", { format: t(`share.cite.formats.${format}`) })}
            >
              {t("share.cite.copy")}
            </CopyButton>
          </dd>
        </div>
      ))}
    </dl>
  );
}
