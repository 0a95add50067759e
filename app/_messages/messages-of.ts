import type { Messages } from "next-intl";
import { LANGUAGES, type Language } from "./languages";

/** All messages of a language. */
export async function messagesOf(language: Language): Promise<Messages> {
  return (await LANGUAGES[language].load()).default;
}
