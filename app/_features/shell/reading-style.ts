/** Cookies with the reader's text size and line width on this device. If a cookie is missing, the default applies. */
export const TEXT_SIZE_COOKIE = "text-size";
export const LINE_WIDTH_COOKIE = "line-width";

/** From small to large. */
export const TEXT_SIZES = ["small", "normal", "large", "largest"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

/** From narrow to wide. */
export const LINE_WIDTHS = ["narrow", "normal", "wide"] as const;
export type LineWidth = (typeof LINE_WIDTHS)[number];

/** Returns a cookie's value if it is valid and differs from the default. */
export function chosenAmong<Value extends string>(values: readonly Value[], value: string | undefined) {
  return values.find((each) => each === value && each !== "normal");
}
