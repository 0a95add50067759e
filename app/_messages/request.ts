import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { formats } from "./formats";
import { LANGUAGE, LANGUAGES } from "./languages";
import { isTimeZone, TIME_ZONE_COOKIE } from "./time-zone";

/** The next-intl configuration for a request. */
export default getRequestConfig(async () => {
  const timeZone = (await cookies()).get(TIME_ZONE_COOKIE)?.value;
  const { default: messages } = await import(`./${LANGUAGE}.json`);
  return {
    locale: LANGUAGES[LANGUAGE].locale,
    messages,
    formats,
    timeZone: isTimeZone(timeZone) ? timeZone : undefined,
  };
});
