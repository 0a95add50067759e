/** The parts of adding a report that run in a worker (`lib/workers`). */

export { readUploadedFile } from "./upload";
