export { CollectDialog } from "./on-demand";
