export { CollectDialog } from "./collect-dialog";
