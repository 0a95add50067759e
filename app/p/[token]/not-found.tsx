import { headers } from "next/headers";
import { sharedOf } from "@/app/_features/sharing/shared-of";
import { MessagePage } from "@/app/_features/shell/message-page";
import { PATH_HEADER } from "@/app/_http/path-header";
import { words } from "@/app/_messages/en";

/** Why a link shows nothing: it was ended, its time is over, or we know of none. A stranger is told what this is. */
export default async function NoSuchShare() {
  const path = (await headers()).get(PATH_HEADER) ?? "";
  const shared = await sharedOf(/^\/p\/([^/?]+)/u.exec(path)?.[1] ?? "");
  const { title, why } = messageOf(typeof shared === "string" ? shared : null);
  return (
    <MessagePage title={title} outside={<p className="mt-4">{words.share.about}</p>}>
      <p>{why}</p>
    </MessagePage>
  );
}

function messageOf(state: string | null): { title: string; why: string } {
  const { share } = words;
  if (state === "revoked") return { title: share.revokedTitle, why: share.revoked };
  if (state === "expired") return { title: share.expiredTitle, why: share.expired };
  return { title: share.unknownTitle, why: share.unknown };
}
