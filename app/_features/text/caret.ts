/**
 * The caret position nearest to a point in the window. Falls back to an older API, because some versions of Safari
 * don't support the current one.
 *
 * @param x and `y`: CSS pixels from the window's top left corner
 */
export function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if ("caretPositionFromPoint" in document) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  const range = (document as Document).caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}
