import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { citationsOf, sharedOf } from "@/app/_features/sharing/shared-of";
import { getDatabase } from "@/lib/db/own-database";
import { countView } from "@/lib/sharing/shared";

interface Props {
  params: Promise<{ token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("share.passage"), robots: { index: false, follow: false } };
}

/** The content of a share link, for embedding in another site's frame. */
export default async function EmbeddedPage({ params }: Props) {
  const t = await getTranslations();
  const { token } = await params;
  const shared = await sharedOf(token);
  if (shared === null || typeof shared === "string") notFound();
  await countView(await getDatabase(), token);
  const { title } = shared;
  const citations = await citationsOf(token, shared);
  const passages = shared.passages.map((passage, index) => ({ ...passage, citation: citations[index]!.chicago }));
  return (
    <main id="main" className="p-5">
      <h1 className={title === null ? "sr-only" : "mb-4 font-semibold font-serif text-prose wrap-anywhere"}>
        {title ?? t("share.passage")}
      </h1>
      {passages.map(({ id, report, quote, citation }) => (
        <figure key={id} className="mb-6 last-of-type:mb-0">
          <blockquote lang={report.language} className="border-highlight-1 border-l-4 pl-4 font-serif text-prose">
            <p className="whitespace-pre-line">{quote}</p>
          </blockquote>
          <figcaption className="mt-3 text-muted text-small">{citation}</figcaption>
        </figure>
      ))}
      <p className="mt-2 text-small">
        <a
          href={`/p/${token}`}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
        >
          {title === null ? t("share.openShared") : t("share.collection.openShared")}
        </a>
      </p>
    </main>
  );
}
