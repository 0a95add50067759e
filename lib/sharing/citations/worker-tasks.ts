/** The citation tasks that run in a worker (`lib/workers`). */

export { citeAll } from "./citations";
