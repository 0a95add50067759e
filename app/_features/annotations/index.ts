export { Annotations } from "./annotations";
export { AnnotationsProvider, useHighlightsLater, usePage } from "./state/context";
