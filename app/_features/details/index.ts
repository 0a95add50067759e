export { NamesField } from "./names-field";
