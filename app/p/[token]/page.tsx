import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { passageName } from "@/app/linked-passage";
import { currentActor } from "@/app/session";
import { Markdown } from "@/app/ui/markdown";
import { Message } from "@/app/ui/message";
import { words } from "@/app/words/en";
import { database } from "@/lib/accounts/entrance";
import { countView, type SharedPassage, sharedPassage } from "@/lib/sharing/passage";
import { SharedBlock } from "./shared-block";

interface Props {
  params: Promise<{ token: string }>;
}

/** Looked up once for a page and its metadata. */
const passageOf = cache(async (token: string) => sharedPassage(await database(), token));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const passage = await passageOf((await params).token);
  const title = passage && typeof passage === "object" ? passage.report.title : words.share.passage;
  return { title, robots: { index: false, follow: false } };
}

/** A shared passage: what anybody with the link may read, with or without scripts. */
export default async function SharedPage({ params }: Props) {
  const { token } = await params;
  const passage = await passageOf(token);
  if (passage === "revoked") return <Message title={words.share.revokedTitle}>{words.share.revoked}</Message>;
  if (passage === "expired") return <Message title={words.share.expiredTitle}>{words.share.expired}</Message>;
  if (passage === null) notFound();
  await countView(await database(), token);
  const isMember = (await currentActor()) !== null;
  return (
    <main id="main" className="mx-auto max-w-measure px-5 py-12">
      <p className="text-muted text-small">{words.share.passage}</p>
      <h1 className="mt-1 text-balance font-semibold font-serif text-heading">{passage.report.title}</h1>
      <Imprint passage={passage} />
      <div lang={passage.report.language} className="prose mt-8 border-line border-y py-8">
        {passage.blocks.map(({ block, mark }) => (
          <SharedBlock key={block.id} block={block} mark={mark} />
        ))}
      </div>
      {passage.note && (
        <section className="mt-8">
          <h2 className="mb-2 font-medium text-muted text-small">{words.share.note(passage.note.author)}</h2>
          <Markdown>{passage.note.body}</Markdown>
        </section>
      )}
      <p className="mt-8 text-muted text-small">
        {words.share.sharedBy(passage.sharedBy, passage.sharedAt.toISOString())} {rightsOf(passage)}
      </p>
      {isMember && (
        <p className="mt-4">
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
  const people = authors.length > 0 ? words.library.by(authors) : editor && words.library.editedBy(editor);
  const imprint = [publisher, [place, year].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  const where = [passage.section?.title, passage.page && words.share.page(passage.page)].filter(Boolean).join(" · ");
  return (
    <div className="mt-3 text-muted">
      {people && <p>{people}</p>}
      {imprint && <p>{imprint}</p>}
      {where && <p className="mt-2 text-ink">{where}</p>}
    </div>
  );
}

function rightsOf({ report: { authors, editor, publisher } }: SharedPassage): string {
  return words.reader.rights([...new Set([...authors, editor, publisher].filter((name) => name !== undefined))]);
}

function addressIn({ report, edition, start, end }: SharedPassage): string {
  return `/r/${report.slug}?${new URLSearchParams({ at: passageName({ edition: edition.ordinal, start, end }) })}`;
}
