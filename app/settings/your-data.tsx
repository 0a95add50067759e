import { Section } from "../ui/section";
import { words } from "../words/en";

/** Everything of a person's, to be kept elsewhere. */
export function YourData() {
  const text = words.account;
  return (
    <Section title={text.dataTitle} lead={text.dataLead}>
      <a
        href="/api/me/export"
        download
        className="inline-flex min-h-11 items-center rounded border border-control px-4 hover:bg-accent-soft"
      >
        {text.download}
      </a>
    </Section>
  );
}
