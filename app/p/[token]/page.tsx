import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PICTURE_SIZE } from "@/app/api/passages/[token]/picture/picture";
import { passageName } from "@/app/linked-passage";
import { currentActor } from "@/app/session";
import { Markdown } from "@/app/ui/markdown";
import { words } from "@/app/words/en";
import { database } from "@/lib/accounts/entrance";
import { publicOrigin } from "@/lib/accounts/public-origin";
import { countView, type SharedPassage } from "@/lib/sharing/passage";
import { Cite } from "./cite";
import { passageOf } from "./passage-of";
import { SharedText } from "./shared-text";

interface Props {
  params: Promise<{ token: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { token } = await params;
  const passage = await passageOf(token);
  const common = { title: titleOf(passage), robots: { index: false, follow: false } };
  return passage === null || typeof passage === "string" ? common : { ...common, ...previewOf(token, passage) };
}

/** What other sites show of the link: title, quote and picture, and where they ask for a frame to embed. */
function previewOf(token: string, { report, quote }: SharedPassage): Metadata {
  const origin = publicOrigin();
  const picture = { url: `${origin}/api/passages/${token}/picture`, ...PICTURE_SIZE };
  const oembed = `${origin}/api/oembed?${new URLSearchParams({ url: `${origin}/p/${token}` })}`;
  return {
    description: quote,
    openGraph: {
      type: "article",
      siteName: words.app.name,
      title: report.title,
      description: quote,
      images: [picture],
    },
    twitter: { card: "summary_large_image", title: report.title, description: quote, images: [picture] },
    alternates: { types: { "application/json+oembed": oembed } },
  };
}

function titleOf(passage: Awaited<ReturnType<typeof passageOf>>): string {
  if (passage === null) return words.notFound.title;
  if (passage === "revoked") return words.share.revokedTitle;
  return passage === "expired" ? words.share.expiredTitle : passage.report.title;
}

/** A shared passage: what anybody with the link may read, with or without scripts. */
export default async function SharedPage({ params }: Props) {
  const { token } = await params;
  const passage = await passageOf(token);
  // What it says then is on the page for what is not found; the server makes it "gone" (410).
  if (passage === null || passage === "revoked" || passage === "expired") notFound();
  const isMember = (await currentActor()) !== null;
  // Who shares wants to know whether it was read outside; the team looks as well.
  if (!isMember) await countView(await database(), token);
  return (
    <main id="main" className="mx-auto max-w-measure px-5 py-12">
      <p className="text-muted text-small">{words.share.passage}</p>
      <h1 className="mt-1 text-balance font-semibold font-serif text-heading">{passage.report.title}</h1>
      <Imprint passage={passage} />
      <div lang={passage.report.language} className="prose mt-8 border-line border-y py-8 [&>:first-child]:mt-0">
        <SharedText passage={passage} />
      </div>
      {passage.isFormer && (
        <p className="mt-4 rounded border border-line px-4 py-3 text-muted">
          {words.share.former(passage.edition.createdAt.toISOString())}
        </p>
      )}
      {passage.note && (
        <section className="mt-8">
          <h2 className="mb-2 font-medium text-muted text-small">{words.share.note(passage.note.author)}</h2>
          <Markdown>{passage.note.body}</Markdown>
        </section>
      )}
      <p className="mt-8 text-muted text-small">
        {words.share.sharedBy(passage.sharedBy, passage.sharedAt.toISOString())} {rightsOf(passage)}
      </p>
      <Cite passage={passage} />
      {isMember && (
        <p className="mt-4 print:hidden">
          <a href={addressIn(passage)} className="text-accent underline underline-offset-4">
            {words.share.openForMembers}
          </a>
        </p>
      )}
    </main>
  );
}

function Imprint({ passage }: { passage: SharedPassage }) {
  const { authors, editor, publisher, place, year } = passage.report;
  const imprint = [publisher, [place, year].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  const where = [passage.sections.join(" – "), passage.pages.length > 0 && words.share.pages(passage.pages)].filter(
    Boolean,
  );
  return (
    <div className="mt-3 text-muted">
      {authors.length > 0 && <p>{words.library.by(authors)}</p>}
      {editor && <p>{words.library.editedBy(editor)}</p>}
      {imprint && <p>{imprint}</p>}
      {where.length > 0 && <p className="mt-2 text-ink">{where.join(" · ")}</p>}
    </div>
  );
}

function rightsOf({ report: { authors, editor, publisher } }: SharedPassage): string {
  return words.reader.rights([...new Set([...authors, editor, publisher].filter((name) => name !== undefined))]);
}

function addressIn({ report, edition, start, end }: SharedPassage): string {
  return `/r/${report.slug}?${new URLSearchParams({ at: passageName({ edition: edition.ordinal, start, end }) })}`;
}
