/** Maximum lengths of a collection's title and introduction, in UTF-16 code units. */
export const MAX_TITLE = 200;
export const MAX_INTRODUCTION = 10_000;
