import type en from "./en.json";
import type { formats } from "./formats";
import type { LANGUAGES, Language } from "./languages";

// The types of all keys and of the values that each message takes.
declare module "next-intl" {
  interface AppConfig {
    Locale: (typeof LANGUAGES)[Language]["locale"];
    Messages: typeof en;
    Formats: typeof formats;
  }
}
