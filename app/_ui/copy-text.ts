/**
 * Puts text on the clipboard. Where the page was not sent safely (http, not this machine) the browser has no clipboard for
 * it, and the older way is tried, which needs no field and moves no focus.
 *
 * @returns whether it is there; where it is not, let the person copy it from a field
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  let isCopied = false;
  const copy = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    isCopied = true;
  };
  document.addEventListener("copy", copy);
  document.execCommand("copy");
  document.removeEventListener("copy", copy);
  return isCopied;
}
