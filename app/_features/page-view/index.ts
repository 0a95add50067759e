export type { PageBox, PagePoint } from "./geometry";
export { PageView } from "./on-demand";
