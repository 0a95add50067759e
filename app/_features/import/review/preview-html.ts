/**
 * Prefix for ids and for links to them, so that headings can't have the same id as an element of the surrounding page.
 */
const PREFIX = "preview-";

/**
 * The text of a previewed report as elements. Links within the text work. The slots for lists of highlights are
 * removed.
 */
export function previewedElements(parts: readonly string[]): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = parts.join("");
  const { content } = template;
  for (const slot of content.querySelectorAll("[data-slot]")) slot.remove();
  // In the preview, a click on a picture selects its block. Following a link would leave the form.
  for (const link of content.querySelectorAll("a[data-picture]")) link.replaceWith(...link.childNodes);
  for (const element of content.querySelectorAll("[id]")) element.id = PREFIX + element.id;
  for (const link of content.querySelectorAll('a[href^="#"]')) {
    link.setAttribute("href", `#${PREFIX}${link.getAttribute("href")!.slice(1)}`);
  }
  for (const element of content.querySelectorAll("[aria-labelledby]")) {
    element.setAttribute("aria-labelledby", PREFIX + element.getAttribute("aria-labelledby"));
  }
  return content;
}

/** The text of a block's own runs, without markers or labels. Runs are separated by one character. */
export function textOfBlock(block: Element): string {
  const runs = block.hasAttribute("data-start") ? [block] : [...block.querySelectorAll("[data-start]")];
  // The runs of nested items belong to other blocks.
  return runs
    .filter((run) => run.closest("[data-block]") === block)
    .map((run) => [...textNodes(run)].map((node) => node.data).join(""))
    .join("\n");
}

/** The offset of a caret position in the text of its block; undefined if it isn't in the text. */
export function offsetInBlock(block: Element, node: Node, offset: number): number | undefined {
  const runs = block.hasAttribute("data-start") ? [block] : [...block.querySelectorAll("[data-start]")];
  let at = 0;
  for (const run of runs.filter((each) => each.closest("[data-block]") === block)) {
    for (const text of textNodes(run)) {
      if (text === node) return at + offset;
      at += text.length;
    }
    at += 1;
  }
  return undefined;
}

function* textNodes(run: Element): Generator<Text> {
  const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
    return node.hasAttribute("data-skip") || node.hasAttribute("data-block")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_SKIP;
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node as Text;
}
