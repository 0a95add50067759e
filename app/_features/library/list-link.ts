/** Classes of the links that choose what the library lists. */
export const LIST_LINK =
  "inline-flex min-h-11 items-center underline-offset-4 hover:underline aria-[current]:font-semibold aria-[current]:text-ink text-accent";
