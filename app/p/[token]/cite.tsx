import { words } from "@/app/words/en";
import { CITATION_FORMATS } from "@/lib/sharing/citations/formats";
import type { SharedPassage } from "@/lib/sharing/passage";
import { CopyButton } from "./copy-button";
import { quoted } from "./quoted";

/** How to cite the passage: to be read and copied by hand without scripts, by a button with them. */
export function Cite({ passage }: { passage: SharedPassage }) {
  const text = words.share.cite;
  const copies = quoted(passage);
  return (
    <section className="mt-10">
      <h2 className="font-semibold">{text.title}</h2>
      <dl className="mt-2 divide-y divide-line border-line border-y">
        {CITATION_FORMATS.map((format) => (
          <div key={format} className="grid gap-x-4 py-3 md:grid-cols-[7rem_minmax(0,1fr)]">
            <dt className="text-muted text-small">{text.formats[format]}</dt>
            <dd className="flex flex-wrap items-start justify-between gap-x-4 text-small md:flex-nowrap">
              <span className="wrap-anywhere min-w-0 whitespace-pre-wrap">{passage.citations[format]}</span>
              <CopyButton text={passage.citations[format]} label={text.copyNamed(text.formats[format])}>
                {text.copy}
              </CopyButton>
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 text-small print:hidden">
        <span className="text-muted">{text.quote}</span>
        {(["text", "markdown", "html"] as const).map((form) => (
          <CopyButton key={form} text={copies[form]} label={`${text.quote} ${text.as[form]}`}>
            {text.as[form]}
          </CopyButton>
        ))}
      </p>
    </section>
  );
}
