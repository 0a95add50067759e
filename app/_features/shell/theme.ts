/** The cookie that keeps a reader's choice of colours on the device. Absent: the device's own choice. */
export const THEME_COOKIE = "theme";

export const THEMES = ["light", "dark", "sepia"] as const;
export type Theme = (typeof THEMES)[number];

export function isTheme(value: string | undefined): value is Theme {
  return THEMES.some((theme) => theme === value);
}
