/** The package ships no types. */
declare module "wink-porter2-stemmer" {
  /** Porter2 stem of a lower-case English word; unchanged below three letters. */
  export default function stem(word: string): string;
}
