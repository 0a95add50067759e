/**
 * Repeats the last click on a button that React couldn't handle yet, as soon as it can. Without this, a button that is
 * pressed while the page's scripts are loading would do nothing. Links and forms work without scripts, so their clicks
 * don't need to be repeated.
 *
 * Once a part is hydrated, it shows what the device remembers, which the server doesn't know, so a button can then do
 * the opposite of what it said when it was pressed. Such a press is dropped, because what the user wanted is already so.
 *
 * React has no public API to ask whether an element is hydrated, so this checks for the properties that React adds to
 * it. While the code of that part of the page is still loading, React stops a click before it reaches the button. A click
 * also makes React finish the hydration, and so can change the button before it is reached.
 */
const REPEAT_CLICK = `{
  const isHydrated = (element) => Object.keys(element).some((key) => key.startsWith("__react"));
  const effectOf = (element) =>
    ["aria-label", "aria-pressed", "aria-expanded"].map((name) => element.getAttribute(name)).join();
  let clicked = null;
  let effect = "";
  const repeat = () => {
    if (!clicked?.isConnected) clicked = null;
    else if (!isHydrated(clicked)) requestAnimationFrame(repeat);
    else if (effectOf(clicked) === effect) clicked.click();
    else clicked = null;
  };
  const keep = ({ target }) => {
    const button = target.closest("button[type=button]");
    if (!button) return;
    const before = effectOf(button);
    clicked = button;
    effect = before;
    const reached = (event) => {
      if (!isHydrated(button)) return;
      if (effectOf(button) !== before) event.stopImmediatePropagation();
      clicked = null;
    };
    button.addEventListener("click", reached, { once: true });
    requestAnimationFrame(repeat);
  };
  window.addEventListener("click", keep, { capture: true });
}`;

/** @param nonce allows the script to run under the page's content security policy */
export function EarlyClicks({ nonce }: { nonce: string | undefined }) {
  // Browsers hide the nonce from scripts, so hydration finds a value that differs from the server's.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant; React would escape the script's text
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: REPEAT_CLICK }} />;
}
