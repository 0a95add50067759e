import { expect, it } from "vitest";
import { toWords } from "@/app/_features/annotations/selection/word-edges";
import { shortened } from "@/app/_ui/shortened";

it.each([
  ["keeps whole words", "soft power here", "power", "power"],
  ["extends part of a word", "soft power here", "owe", "power"],
  ["extends parts of two words", "soft power here", "ft po", "soft power"],
  ["stops at punctuation", "«soft» power", "of", "soft"],
  ["Cyrillic", "мягкая сила", "ягк", "мягкая"],
  ["to the start and end of the text", "soft", "of", "soft"],
])("%s", (_, text, part, expected) => {
  const start = text.indexOf(part);
  const words = toWords(text, { start, end: start + part.length });
  expect(text.slice(words.start, words.end)).toBe(expected);
});

it.each([
  ["short", 10, "short"],
  ["soft power here", 12, "soft power…"],
  ["soft power here", 10, "soft power…"],
  ["soft\tpower", 7, "soft…"],
  ["unpronounceable", 5, "unpro…"],
])("shortens %j to %i", (text, length, expected) => {
  expect(shortened(text, length)).toBe(expected);
});
