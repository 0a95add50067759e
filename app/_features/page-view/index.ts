export { isSamePlace, type PageBox, type PagePoint, pointOf, type Turn } from "./geometry";
export { PageView } from "./on-demand";
export type { PageControl } from "./page-view";
export { RegionBox } from "./region-box";
export { useRegionDrag } from "./use-region-drag";
