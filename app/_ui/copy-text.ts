/**
 * Copies text to the clipboard. In an insecure context (http, not localhost) the Clipboard API is missing, so this
 * falls back to `execCommand`. The event listener makes a text field unnecessary, so the focus doesn't move.
 *
 * @returns whether the text was copied; if not, let the user copy it from a field
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
