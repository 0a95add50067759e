export { Annotations } from "./annotations";
export { type Mark, useMarks } from "./marks/use-marks";
export { pickAt } from "./marks/use-pick";
export { AnnotationsProvider, useHighlightsLater, usePage } from "./state/context";
