import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { formats } from "./formats";
import { languageOf } from "./language-of";
import { LANGUAGES } from "./languages";
import { messagesOf } from "./messages-of";
import { isTimeZone, TIME_ZONE_COOKIE } from "./time-zone";

/** The next-intl configuration for a request. */
export default getRequestConfig(async () => {
  const timeZone = (await cookies()).get(TIME_ZONE_COOKIE)?.value;
  const language = languageOf(await headers());
  return {
    locale: LANGUAGES[language].locale,
    messages: await messagesOf(language),
    formats,
    timeZone: isTimeZone(timeZone) ? timeZone : undefined,
  };
});
