export { PictureMarker, ReportPages } from "./on-demand";
export { useReadingView } from "./reading-view";
export { usePagesFirst } from "./use-pages-first";
