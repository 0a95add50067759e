export { AudienceIcon } from "./audience-icon";
export { audienceKey, audiencesOf, useAudiences, useGroups } from "./audiences";
export { ExportMenu } from "./export-menu";
export { FilterFields } from "./filter-fields";
export { useColourNames } from "./use-colour-names";
