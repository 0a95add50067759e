import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { renderText } from "@/app/_features/reader/rendered-text";
import { StaticText } from "@/app/_features/reader/static-text";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { pageTitle } from "@/app/_messages/page-title";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { readEdition } from "@/lib/library/comparison";
import { editionParams } from "@/lib/library/comparison-schemas";

interface Props {
  params: Promise<{ slug: string; edition: string }>;
}

export const generateMetadata = pageTitle("compare.former.title");

/** An earlier edition of a report, without notes. */
export default async function EditionPage({ params }: Props) {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const asked = editionParams.safeParse(await params);
  if (!asked.success) notFound();
  const { slug, edition: ordinal } = asked.data;
  const read = await readEdition(await getDatabase(), actor, slug, ordinal).catch((error: unknown) => {
    if (error instanceof UserError && error.status === 404) notFound();
    throw error;
  });
  const { name } = renderText({ edition: { id: read.id, ordinal }, report: read.report, source: read.source }, true);
  const links = [
    { href: `/r/${slug}`, text: t("compare.former.current") },
    { href: `/r/${slug}/editions/compare?from=${ordinal}&to=${read.current}`, text: t("compare.former.compare") },
    { href: `/r/${slug}/editions`, text: t("compare.all") },
  ];
  return (
    <MemberPage account={account} title={read.report.meta.title}>
      <div className="mt-4 mb-8 rounded border border-line bg-accent-soft px-4 py-3">
        <p>{t("compare.former.lead", { ordinal, at: read.createdAt })}</p>
        <p className="flex flex-wrap gap-x-6">
          {links.map(({ href, text }) => (
            <a
              key={href}
              href={href}
              className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
            >
              {text}
            </a>
          ))}
        </p>
      </div>
      <article lang={read.report.meta.language} className="prose">
        <StaticText name={name} />
      </article>
    </MemberPage>
  );
}
