export { Annotations } from "./annotations";
export { AreaMarks, type DrawnArea, useAreas } from "./marks/area-marks";
export { useMarks } from "./marks/use-marks";
export { pickAt } from "./marks/use-pick";
export type { MarkedArea } from "./state/areas";
export { AnnotationsProvider, useHighlightsLater, usePage } from "./state/context";
export { useAreaMarking } from "./state/use-area-marking";
