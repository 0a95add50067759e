/**
 * The caret position nearest to a point in the window. The older API is the only one that some versions of Safari
 * support.
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
