/** Cookie with the reader's theme on this device. If the cookie is missing, the system setting applies. */
export const THEME_COOKIE = "theme";

export const THEMES = ["light", "dark", "sepia"] as const;
export type Theme = (typeof THEMES)[number];

export function isTheme(value: string | undefined): value is Theme {
  return THEMES.some((theme) => theme === value);
}
