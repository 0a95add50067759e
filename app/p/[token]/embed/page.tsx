import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { words } from "@/app/words/en";
import { database } from "@/lib/accounts/entrance";
import { countView } from "@/lib/sharing/passage";
import { passageOf } from "../passage-of";

interface Props {
  params: Promise<{ token: string }>;
}

export const metadata: Metadata = { title: words.share.passage, robots: { index: false, follow: false } };

/** A shared passage as a quote in a frame of another site. */
export default async function EmbeddedPage({ params }: Props) {
  const { token } = await params;
  const passage = await passageOf(token);
  if (passage === null || typeof passage === "string") notFound();
  await countView(await database(), token);
  return (
    <main id="main" className="p-5">
      <blockquote lang={passage.report.language} className="border-highlight-1 border-l-4 pl-4 font-serif text-prose">
        <p className="whitespace-pre-line">{passage.quote}</p>
      </blockquote>
      <p className="mt-3 text-muted text-small">{passage.citations.chicago}</p>
      <p className="mt-2 text-small">
        <a
          href={`/p/${token}`}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
        >
          {words.share.openShared}
        </a>
      </p>
    </main>
  );
}
