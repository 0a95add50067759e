/** CSS pixels per unit. */
const PIXELS = { px: 1, pt: 96 / 72, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 };

/** A length such as "12.5cm" or "300" in CSS pixels; undefined for other values, such as percentages. */
export function lengthIn(value: string | undefined): number | undefined {
  const [, number, unit = "px"] = /^\s*(\d+(?:\.\d+)?)\s*(px|pt|pc|in|cm|mm)?\s*$/u.exec(value ?? "") ?? [];
  return number === undefined ? undefined : Number(number) * PIXELS[unit as keyof typeof PIXELS];
}
