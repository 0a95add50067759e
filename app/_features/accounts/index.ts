export { NameStays } from "./name-stays";
