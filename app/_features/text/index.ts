export { caretAt } from "./caret";
export { type Mark, useHighlightPainter } from "./highlight-painter";
export { keepPlace, useKeptPlace } from "./kept-place";
export { delayMeasuring, layOut, whenLaidOut } from "./laid-out";
export { passageName, readPassage } from "./linked-passage";
export { openNote, useOpenedNote } from "./open-note";
export { headerBottom, type Place, placeAtTop, returnTo, showRange, stepBlock } from "./place";
export {
  blockFinder,
  blockOf,
  offsetAtHeight,
  offsetOfPoint,
  offsetsOfRange,
  rangeFinder,
  rangesOfOffsets,
  spanOfBlock,
  textOfOffsets,
} from "./text-offsets";
export { heightsOf, stretchesOf, TOTAL } from "./tick-layout";
export { useGeometry } from "./use-geometry";
