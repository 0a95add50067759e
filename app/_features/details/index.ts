export { AccessFields, type ChosenAccess, rightOf } from "./access-fields";
export { NamesField } from "./names-field";
