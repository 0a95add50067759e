/** This package comes without types. */
declare module "wink-porter2-stemmer" {
  /** The Porter2 stem of a lower-case English word. Words of fewer than three letters are unchanged. */
  export default function stem(word: string): string;
}
