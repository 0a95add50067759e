import { headers } from "next/headers";
import { PATH_HEADER } from "@/app/path-header";
import { words } from "@/app/words/en";
import { NothingShared } from "./nothing-shared";
import { sharedOf } from "./shared-of";

/** Why a link shows nothing: it was ended, its time is over, or we know of none. */
export default async function NoSuchShare() {
  const path = (await headers()).get(PATH_HEADER) ?? "";
  const shared = await sharedOf(/^\/p\/([^/?]+)/u.exec(path)?.[1] ?? "");
  if (shared === "revoked") {
    return <NothingShared title={words.share.revokedTitle}>{words.share.revoked}</NothingShared>;
  }
  if (shared === "expired") {
    return <NothingShared title={words.share.expiredTitle}>{words.share.expired}</NothingShared>;
  }
  return <NothingShared title={words.share.unknownTitle}>{words.share.unknown}</NothingShared>;
}
