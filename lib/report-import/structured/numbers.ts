const LETTERS: Record<string, string> = {
  a: "abcdefghijklmnopqrstuvwxyz",
  A: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  а: "абвгдежзиклмнопрстуфхцчшщыэюя",
  А: "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
};
const ROMAN: [number, string][] = [
  [1000, "M"],
  [900, "CM"],
  [500, "D"],
  [400, "CD"],
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];

/**
 * A number as displayed in lists and headings.
 *
 * @param format how the format writes the number one: "1", "01", "a", "A", "i", "I", or a Russian letter
 */
export function written(number: number, format: string): string {
  const letters = LETTERS[format.slice(0, 1)];
  if (letters && number >= 1) {
    const times = Math.min(5, Math.floor((number - 1) / letters.length) + 1);
    return letters[(number - 1) % letters.length]!.repeat(times);
  }
  if (/^i/iu.test(format) && number > 0 && number < 4000) {
    let rest = number;
    let text = "";
    for (const [value, sign] of ROMAN) {
      while (rest >= value) {
        text += sign;
        rest -= value;
      }
    }
    return format.startsWith("i") ? text.toLowerCase() : text;
  }
  return format === "01" ? String(number).padStart(2, "0") : String(number);
}
