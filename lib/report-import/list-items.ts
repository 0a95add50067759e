import type { Line } from "./lines";
import { type MarkedText, slice, trim } from "./marked-text";

/** The start of a list item, without its bullet. */
export interface ItemStart {
  text: MarkedText;
  /** The bullet in the source; absent for a lettered item without one. */
  bullet?: string;
  /** The number of an item in a numbered list. */
  number?: number;
  /** The letter of a lettered item ("(a)"), which stays in its text. */
  letter?: string;
}

export const BULLET = /^\s*([-–—•▪●◦‣·*])\s+(?=\S)/u;
const NUMBER = /^\s*(\d{1,2})[.)]\s+(?=\S)/u;
const LETTER = /^\s*\(?(\p{Ll})\)\s+\S/u;
const ALPHABETS = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя"];

/** Counts numbered and lettered items, because only the sequence distinguishes an item from a sentence. */
export class ItemReader {
  private number = 0;
  private letter = "";

  /** @param hasLetterAhead whether a later paragraph begins with a letter like "(b)" */
  constructor(private readonly hasLetterAhead: (letter: string, line: number) => boolean) {}

  /** Counting restarts after each heading. */
  restart(): void {
    this.number = 0;
    this.letter = "";
  }

  /** Reads the line that begins a list item; undefined if the line does not begin one. */
  read(line: Line): ItemStart | undefined {
    const bullet = BULLET.exec(line.value);
    if (bullet) {
      const text = trim(slice(line, bullet[0].length));
      const letter = this.takeLetter(text.value, line.number, true);
      return { text, bullet: bullet[1]!, ...(letter === undefined ? {} : { letter }) };
    }
    const letter = this.takeLetter(line.value, line.number, false);
    if (letter !== undefined) return { text: trim(line), letter };
    const number = NUMBER.exec(line.value);
    if (!number || (Number(number[1]) !== 1 && Number(number[1]) !== this.number + 1)) return undefined;
    this.number = Number(number[1]);
    return { text: trim(slice(line, number[0].length)), number: this.number };
  }

  private takeLetter(text: string, line: number, bulleted: boolean): string | undefined {
    const letter = letterOf(text);
    if (letter === undefined) return undefined;
    const following = nextLetter(letter);
    const begins = isFirst(letter) && (bulleted || (following !== undefined && this.hasLetterAhead(following, line)));
    if (!begins && letter !== nextLetter(this.letter)) return undefined;
    this.letter = letter;
    return letter;
  }
}

/** The letter at the start of a text, if it marks a lettered item. */
export function letterOf(text: string): string | undefined {
  return LETTER.exec(text.slice(0, 40))?.[1];
}

const isFirst = (letter: string): boolean => ALPHABETS.some((alphabet) => alphabet.startsWith(letter));

function nextLetter(letter: string): string | undefined {
  const alphabet = letter === "" ? undefined : ALPHABETS.find((candidate) => candidate.includes(letter));
  return alphabet?.[alphabet.indexOf(letter) + 1];
}
