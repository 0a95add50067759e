/** Request header with a page's path and query. The proxy sets it and overwrites any value from the client. */
export const PATH_HEADER = "x-concord-path";
