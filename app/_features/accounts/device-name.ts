import type { Translate } from "@/app/_messages/translate";

/** The name of a browser and system: "Firefox on Linux". */
export function deviceName(t: Translate, browser: string | null, system: string | null): string {
  if (browser && system) return t("settings.sessions.device", { browser, system });
  return browser ?? system ?? t("settings.sessions.unknownDevice");
}
