import "server-only";
import { createTranslator } from "use-intl/core";
import en from "./en.json";
import { formats } from "./formats";
import { LANGUAGE, LANGUAGES } from "./languages";
import type { Translate } from "./translate";

/**
 * Translates messages outside pages: in emails, in the responses of route handlers, and in stored data that all users
 * share.
 */
export const serverTranslate: Translate = createTranslator({
  locale: LANGUAGES[LANGUAGE].locale,
  messages: en,
  formats,
});
