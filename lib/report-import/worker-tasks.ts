/** The steps of adding a report that run in a worker (`lib/workers`). */

export { placeOnPages, readDrawnText } from "./drawn-text";
export { drawCrop } from "./pdf/crop";
export { looksOf } from "./pictures/looks";
export { pagesAgain } from "./same-page";
export { finishUpload, readToKeep, readUploadedFile } from "./upload";
export { readMarkedRegion } from "./uploaded-regions";
