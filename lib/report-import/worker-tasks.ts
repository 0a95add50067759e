/** The tasks of adding reports that run in a worker (`lib/workers`). */

export { readAnyUpload } from "./upload";
