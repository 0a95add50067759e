export { deviceName } from "./device-name";
export { NameStays } from "./name-stays";
