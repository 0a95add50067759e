import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { sharedOf } from "@/app/_features/sharing/shared-of";
import { MessagePage } from "@/app/_features/shell/message-page";
import { PATH_HEADER } from "@/app/_http/path-header";
import type { Translate } from "@/app/_messages/translate";

/**
 * The reason why a link shows nothing: it was revoked, has expired or never existed. The page also explains Concord to
 * people who don't know it.
 */
export default async function NoSuchShare() {
  const t = await getTranslations();
  const path = (await headers()).get(PATH_HEADER) ?? "";
  const shared = await sharedOf(/^\/p\/([^/?]+)/u.exec(path)?.[1] ?? "");
  const { title, why } = messageOf(t, typeof shared === "string" ? shared : null);
  return (
    <MessagePage title={title} outside={<p className="mt-4">{t("share.about")}</p>}>
      <p>{why}</p>
    </MessagePage>
  );
}

function messageOf(t: Translate, state: string | null): { title: string; why: string } {
  if (state === "revoked") return { title: t("share.revokedTitle"), why: t("share.revoked") };
  if (state === "expired") return { title: t("share.expiredTitle"), why: t("share.expired") };
  return { title: t("share.unknownTitle"), why: t("share.unknown") };
}
