import "server-only";
import { createTranslator } from "use-intl/core";
import en from "./en.json";
import { formats } from "./formats";
import { LANGUAGE, LANGUAGES } from "./languages";
import type { Translate } from "./translate";

/** Translates outside of pages: in mails, in answers of route handlers, and in what is kept for everyone. */
export const serverTranslate: Translate = createTranslator({
  locale: LANGUAGES[LANGUAGE].locale,
  messages: en,
  formats,
});
