/** A quote, and what it is from. */
export interface Quote {
  quote: string;
  source: string;
}

/** Passages with their sources, in the forms in which they are pasted elsewhere. */
export function quoted(quotes: readonly Quote[]) {
  return {
    text: quotes.map(({ quote, source }) => `“${quote}”\n— ${source}`).join("\n\n"),
    // Two quotes in a row would be one; what stands between them shows nothing.
    markdown: quotes.map(asMarkdown).join("\n<!-- -->\n\n"),
    html: quotes.map(asHtml).join("\n"),
  };
}

function asMarkdown({ quote, source }: Quote): string {
  const lines = quote.split("\n").map((line) => `> ${line.replace(/[\\`*_~<&[\]#|]/gu, "\\$&")}`);
  return `${lines.join("\n>\n")}\n>\n> — ${source}\n`;
}

function asHtml({ quote, source }: Quote): string {
  const paragraphs = quote.split("\n").map(escaped).join("</p><p>");
  return `<blockquote><p>${paragraphs}</p><footer>— ${escaped(source)}</footer></blockquote>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
