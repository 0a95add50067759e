import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Comparison } from "@/app/_features/editions/comparison";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { PageLink } from "@/app/_ui/page-link";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { listEditions } from "@/lib/library/comparison";
import { comparisonQuery } from "@/lib/library/comparison-schemas";

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}

export const generateMetadata = pageTitle("compare.title");

/** Two editions of a report side by side. */
export default async function ComparePage({ params, searchParams }: Props) {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const { slug } = await params;
  const asked = comparisonQuery.safeParse(await searchParams);
  const editions = await listEditions(await getDatabase(), actor, slug).catch((error: unknown) => {
    if (error instanceof UserError && error.status === 404) notFound();
    throw error;
  });
  const isThere = (wanted: number) => editions.some(({ ordinal }) => ordinal === wanted);
  if (!asked.success || !isThere(asked.data.from) || !isThere(asked.data.to)) notFound();
  const { from, to } = asked.data;
  return (
    <PageMessages page="r/[slug]/editions/compare/page">
      <MemberPage account={account} title={t("compare.title")} lead={t("compare.lead", { from, to })} width="max-w-6xl">
        <p className="mb-4">
          <PageLink href={`/r/${slug}/editions`} className="text-accent underline underline-offset-4">
            {t("compare.all")}
          </PageLink>
        </p>
        <Comparison key={`${from} ${to}`} slug={slug} from={from} to={to} />
      </MemberPage>
    </PageMessages>
  );
}
