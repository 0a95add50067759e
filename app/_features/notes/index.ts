export { AreaThumbnail } from "./area-thumbnail";
export { AudienceIcon } from "./audience-icon";
export { audienceKey, audiencesOf, type OwnGroups, useAudiences, useGroups } from "./audiences";
export { colourSaid } from "./colour-said";
export { ExportMenu, FilterFields } from "./on-demand";
export { useColourNames } from "./use-colour-names";
