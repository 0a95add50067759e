export { MadeLink } from "./made-link";
export { ShareOptions } from "./share-options";
export { shareState } from "./share-state";
export { WhoseNotes } from "./whose-notes";
