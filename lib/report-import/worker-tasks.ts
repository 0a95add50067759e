/** The steps of adding a report that run in a worker (`lib/workers`). */

export { placeOnPages } from "./drawn-text";
export { drawCrop } from "./pdf/crop";
export { looksOf } from "./pictures/looks";
export { readDrawnText } from "./read-drawn-text";
export { pagesAgain } from "./same-page";
export { finishUpload, readToKeep, readUploadedFile } from "./upload";
export { readMarkedRegion } from "./uploaded-regions";
