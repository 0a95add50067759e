/**
 * Puts a text on the clipboard. Where the page came without encryption, browsers have no `navigator.clipboard`; the older way
 * copies what is selected.
 *
 * @returns whether it worked
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const worked = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (worked) return true;
  }
  return copySelected(text);
}

function copySelected(text: string): boolean {
  const selection = document.getSelection();
  if (!selection) return false;
  const before = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  const holder = document.createElement("span");
  holder.className = "fixed whitespace-pre select-text";
  holder.textContent = text;
  // Inside of an open dialog, since the rest of the page may be inert.
  (document.activeElement?.closest("[role=dialog]") ?? document.body).append(holder);
  selection.selectAllChildren(holder);
  const worked = document.execCommand("copy");
  holder.remove();
  selection.removeAllRanges();
  if (before) selection.addRange(before);
  return worked;
}
