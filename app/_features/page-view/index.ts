export type { PageBox, PagePoint } from "./geometry";
export { PageView } from "./on-demand";
export type { PageControl } from "./page-view";
