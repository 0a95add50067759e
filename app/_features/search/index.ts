export { lineKey, placeInAddress } from "./hit";
export { Marked } from "./marked";
export { Lines, Results, SearchOptions, useListsResults } from "./on-demand";
export { openSyntaxCard } from "./open-syntax-card";
export { rememberSearch } from "./recent-searches";
export type { Search } from "./results";
export { SearchBox } from "./search-box";
export { FIRST_HITS, isSearch, type SearchState, searchAddress, VISIBLE_HITS } from "./search-state";
export { useQuery } from "./use-query";
