export { lineKey, placeInAddress } from "./hit";
export { Lines } from "./lines";
export { rememberSearch } from "./recent-searches";
export { Results, type Search } from "./results";
export { SearchBox } from "./search-box";
export { OptionButton, SearchOptions } from "./search-options";
export { FIRST_HITS, isSearch, type SearchState, searchAddress, VISIBLE_HITS } from "./search-state";
export { syntaxCard } from "./syntax-card";
export { useQuery } from "./use-query";
