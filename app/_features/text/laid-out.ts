/** Event on the element that contains the report's text, dispatched when the text may be measured. */
const LAID_OUT = "concord:laid-out";

/** Attribute of that element while measuring must wait. */
const DELAYED = "data-measured-later";

/** Maximum duration of one step, in milliseconds. The slower the device, the fewer blocks each step lays out. */
const BUDGET = 8;

/** Number of blocks that are laid out between two checks of the time. */
const AT_ONCE = 4;

/**
 * Lays out blocks that are `hidden="until-found"`. The steps are separated by pauses, so that the browser can paint and
 * handle input.
 *
 * @param root the element that contains the report's text
 * @param isUrgent whether to lay out all of them at once
 * @returns a function that cancels the remaining steps
 */
export function layOut(root: Element, blocks: readonly Element[], isUrgent: boolean): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next = 0;
  const step = () => {
    const end = performance.now() + BUDGET;
    while (next < blocks.length) {
      for (const block of blocks.slice(next, next + AT_ONCE)) block.removeAttribute("hidden");
      next += AT_ONCE;
      if (isUrgent || document.hidden) continue;
      // Make the browser lay out the blocks now, so that the measured time includes their layout.
      root.getBoundingClientRect();
      if (performance.now() >= end) break;
    }
    if (next < blocks.length) timer = setTimeout(step);
    else root.dispatchEvent(new Event(LAID_OUT));
  };
  if (isUrgent) step();
  else timer = setTimeout(step);
  return () => clearTimeout(timer);
}

/**
 * Makes everything that measures the text wait until the returned function is called, so that something else is shown
 * first.
 *
 * @param root the element that contains the report's text
 */
export function delayMeasuring(root: Element): () => void {
  root.setAttribute(DELAYED, "");
  return () => {
    root.removeAttribute(DELAYED);
    root.dispatchEvent(new Event(LAID_OUT));
  };
}

/**
 * Calls a function once all of the text is laid out, or immediately if it already is. Measuring a passage before that
 * may be slow, because its block may not be laid out yet, and the result soon becomes wrong.
 *
 * @param root the element that contains the report's text
 * @returns a function that cancels the call
 */
export function whenLaidOut(root: Element, act: () => void): () => void {
  const isReady = () => !root.hasAttribute(DELAYED) && !root.querySelector("[hidden=until-found]");
  if (isReady()) {
    act();
    return () => {};
  }
  const look = () => {
    if (!isReady()) return;
    end();
    act();
  };
  const end = () => root.removeEventListener(LAID_OUT, look);
  root.addEventListener(LAID_OUT, look);
  return end;
}
