export { ReportPages } from "./on-demand";
export { useReadingView } from "./reading-view";
