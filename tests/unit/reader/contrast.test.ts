import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("app/globals.css", "utf8");

/** The colours by role in light, dark and sepia, as defined in globals.css. */
function palettes(): Record<"light" | "dark" | "sepia", Map<string, string>> {
  const light = new Map<string, string>();
  const dark = new Map<string, string>();
  for (const [, role = "", one = "", other = ""] of css.matchAll(/--color-([\w-]+): light-dark\((#\w+), (#\w+)\)/gu)) {
    light.set(role, one);
    dark.set(role, other);
  }
  const sepia = new Map(light);
  const block = /\[data-theme="sepia"\] \{([^}]*)\}/u.exec(css)?.[1] ?? "";
  for (const [, role = "", colour = ""] of block.matchAll(/--color-([\w-]+): (#\w+)/gu)) sepia.set(role, colour);
  return { light, dark, sepia };
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio: 1 to 21. */
function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

const GROUNDS = ["paper", "raised", "accent-soft", "highlight-1", "highlight-2", "highlight-3", "highlight-4"];

it.each(["1", "2", "3", "4"])(
  "in dark mode, colour %s is distinguishable from its card in the colour picker",
  (colour) => {
    const { dark } = palettes();
    expect(contrast(dark.get(`swatch-${colour}`) ?? "", dark.get("raised") ?? "")).toBeGreaterThanOrEqual(4.5);
  },
);

describe.each(Object.entries(palettes()))("%s", (_, palette) => {
  it.each(["ink", "muted", "accent", "mark"].flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
    "%s is readable on %s",
    (text, ground) => {
      expect(contrast(palette.get(text) ?? "", palette.get(ground) ?? "")).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each([
    ["control", "paper"],
    ["control", "raised"],
    ["edge", "highlight-1"],
  ])("%s is visible on %s", (part, ground) => {
    expect(contrast(palette.get(part) ?? "", palette.get(ground) ?? "")).toBeGreaterThanOrEqual(3);
  });
});
