export { isSamePlace, type PageBox, type PagePoint } from "./geometry";
export { PageView } from "./on-demand";
export type { PageControl } from "./page-view";
