import type { MessageKeys, Messages, NestedKeyOf, useFormatter, useTranslations } from "next-intl";

/** The return type of `useTranslations`. Components pass it to functions that build strings. */
export type Translate = ReturnType<typeof useTranslations<never>>;

/** The return type of `useFormatter`. */
export type Format = ReturnType<typeof useFormatter>;

/** The key of a message. */
export type MessageKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

/** Keys that contain a value from the server. Their messages take no parameters. */
type LooseKey = MessageKeyOf<"search.facetValues">;
type MessageKeyOf<P extends string> = Extract<MessageKey, `${P}.${string}`>;

/** @returns whether the catalogue has a message under a key */
export function isMessage(t: Translate, key: string): key is LooseKey {
  return t.has(key as LooseKey);
}
