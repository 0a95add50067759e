import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PICTURE_SIZE } from "@/app/_features/sharing/picture";
import { SharedAlone } from "@/app/_features/sharing/shared-alone";
import { SharedCollection } from "@/app/_features/sharing/shared-collection";
import { citationsOf, sharedOf, typedNotesOf } from "@/app/_features/sharing/shared-of";
import { currentActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import type { Translate } from "@/app/_messages/translate";
import { config } from "@/lib/config";
import { getDatabase } from "@/lib/db/own-database";
import { countView, type Shared } from "@/lib/sharing/shared";

interface Props {
  params: Promise<{ token: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations();
  const { token } = await params;
  const shared = await sharedOf(token);
  const common = { robots: { index: false, follow: false } };
  if (shared === null) return { ...common, title: t("share.unknownTitle") };
  if (shared === "revoked") return { ...common, title: t("share.revokedTitle") };
  if (shared === "expired") return { ...common, title: t("share.expiredTitle") };
  return { ...common, ...previewOf(t, token, shared) };
}

/** Metadata for link previews on other sites: title, text, image, and the oEmbed endpoint. */
function previewOf(t: Translate, token: string, { title: ofCollection, passages }: Shared): Metadata {
  const [first] = passages;
  const title = ofCollection ?? first?.report.title ?? t("share.passage");
  const description = ofCollection === null ? first?.quote : t("share.collection.holds", { count: passages.length });
  const origin = config().origin;
  const images = [{ url: `${origin}/api/passages/${token}/picture`, ...PICTURE_SIZE }];
  const oembed = `${origin}/api/oembed?${new URLSearchParams({ url: `${origin}/p/${token}` })}`;
  return {
    ...{ title, description },
    openGraph: { type: "article", siteName: t("app.name"), title, description, images },
    twitter: { card: "summary_large_image", title, description, images },
    alternates: { types: { "application/json+oembed": oembed } },
  };
}

/** The content of a share link. Public, and works without JavaScript. */
export default async function SharedPage({ params }: Props) {
  const { token } = await params;
  const shared = await sharedOf(token);
  // The not-found page gives the reason. The HTTP server changes its status to 410 Gone.
  if (shared === null || typeof shared === "string") notFound();
  const isMember = (await currentActor()) !== null;
  // The counter tells users whether people outside the team have opened the link, so visits by members aren't counted.
  if (!isMember) await countView(await getDatabase(), token);
  const typed = await typedNotesOf(token);
  const citations = await citationsOf(token, shared);
  const [passage] = shared.passages;
  const [cited] = citations;
  return (
    <PageMessages page="p/[token]/page">
      <main id="main" className="mx-auto max-w-measure px-5 py-12">
        {shared.title === null && passage && cited ? (
          <SharedAlone shared={shared} passage={passage} citations={cited} isMember={isMember} typed={typed} />
        ) : (
          <SharedCollection
            shared={shared}
            title={shared.title ?? ""}
            citations={citations}
            isMember={isMember}
            typed={typed}
          />
        )}
      </main>
    </PageMessages>
  );
}
