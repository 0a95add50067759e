export { lineKey, placeInAddress } from "./hit";
export { Lines } from "./lines";
export { type AskedSearch, addressOf, FIRST_HITS, isSearch, VISIBLE_HITS } from "./query-in-address";
export { rememberSearch } from "./recent-searches";
export { Results, type Search } from "./results";
export { SearchBox } from "./search-box";
export { OptionButton, SearchOptions } from "./search-options";
export { syntaxCard } from "./syntax-card";
export { useQuery } from "./use-query";
