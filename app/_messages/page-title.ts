import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { MessageKey } from "./translate";

type TitleKey = Extract<MessageKey, `${string}.title` | `${string}.inviteTitle`>;

/** @returns the `generateMetadata` of a page whose title is always the same message */
export function pageTitle(key: TitleKey): () => Promise<Metadata> {
  return async () => {
    const t = await getTranslations();
    return { title: t(key) };
  };
}
