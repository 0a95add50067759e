import type { SharedPassage } from "@/lib/sharing/passage";

/** A passage with its source, in the forms in which it is pasted elsewhere. */
export function quoted({ quote, citations }: Pick<SharedPassage, "quote" | "citations">) {
  const source = citations.chicago;
  return {
    text: `“${quote}”\n— ${source}`,
    markdown: `${quote
      .split("\n")
      .map((line) => `> ${line.replace(/[\\`*_~<&[\]#|]/gu, "\\$&")}`)
      .join("\n>\n")}\n>\n> — ${source}\n`,
    html: `<blockquote><p>${quote.split("\n").map(escaped).join("</p><p>")}</p><footer>— ${escaped(source)}</footer></blockquote>`,
  };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
