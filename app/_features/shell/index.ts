export { type Account, Header } from "./header";
