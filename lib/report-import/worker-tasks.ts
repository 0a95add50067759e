/** What of adding reports runs in a worker (`lib/workers`). */

export { readUploadedFile } from "./upload";
