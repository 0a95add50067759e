export { Annotations } from "./annotations";
