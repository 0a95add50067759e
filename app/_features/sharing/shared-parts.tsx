/** The components of a shared passage. They are used for single passages and in collections. */

import { useTranslations } from "next-intl";
import { passageName } from "@/app/_features/text";
import type { Format, Translate } from "@/app/_messages/translate";
import { byline } from "@/app/_messages/writers";
import { AsTyped, Markdown } from "@/app/_ui/markdown";
import type { SharedPassage } from "@/lib/sharing/shared";

interface PassageProps {
  passage: SharedPassage;
}

/** A passage's sections and pages; empty if the report has neither. */
export function whereIs(t: Translate, { sections, pages }: SharedPassage): string {
  const shown = {
    count: pages.length,
    pages: pages.map(({ page }) => page).join("–"),
    certain: String(pages.every(({ certain }) => certain)),
  };
  return [sections.join(" – "), pages.length > 0 && t("share.pages", shown)].filter(Boolean).join(" · ");
}

/** Remarks for passages that have changed in the current edition, and for those of archived reports. */
export function Remarks({ passage: { isFormer, isArchived, edition } }: PassageProps) {
  const t = useTranslations();
  if (!isFormer && !isArchived) return null;
  return (
    <div className="mt-4 rounded border border-line px-4 py-3 text-muted">
      {isFormer && <p>{t("share.former", { at: edition.createdAt })}</p>}
      {isArchived && <p>{t("lifecycle.sharedArchived")}</p>}
    </div>
  );
}

interface SharedNotesProps extends PassageProps {
  level: "h2" | "h3";
  /** Notes that are shown as plain Markdown (`typedNotesOf`). */
  typed: ReadonlySet<string>;
}

/** A passage's shared notes. */
export function SharedNotes({ passage: { notes }, level: Heading, typed }: SharedNotesProps) {
  const t = useTranslations();
  return notes.map(({ id, body, author }) => (
    <section key={id} className="mt-6">
      <Heading className="mb-2 font-medium text-muted text-small">
        {author === null ? t("share.note") : t("share.noteBy", { by: byline(t, author) })}
      </Heading>
      {typed.has(body) ? <AsTyped markdown={body} /> : <Markdown>{body}</Markdown>}
    </section>
  ));
}

/** Links members to the passage in the report. */
export function OpenInReport({ passage: { report, edition, start, end } }: PassageProps) {
  const t = useTranslations();
  const at = passageName({ edition: edition.ordinal, start, end });
  return (
    <p className="mt-4 print:hidden">
      <a
        href={`/r/${report.slug}?${new URLSearchParams({ at })}`}
        className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
      >
        {t("share.openForMembers")}
      </a>
    </p>
  );
}

/** The copyright holders of the passages, without duplicates. */
export function rightsOf(t: Translate, format: Format, passages: readonly SharedPassage[]): string {
  const holders = passages.flatMap(({ report: { authors, editor, publisher } }) => [...authors, editor, publisher]);
  const owners = [...new Set(holders.filter((name) => name !== undefined))];
  return t("reader.rights", { count: owners.length, owners: format.list(owners, "unit") });
}
