/** What of citing runs in a worker (`lib/workers`). */

export { citeAll } from "./citations";
