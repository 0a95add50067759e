export { InboxButton } from "./inbox-button";
