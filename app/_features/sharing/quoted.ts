/** A quote and its source. */
export interface Quote {
  quote: string;
  source: string;
}

/** Quotes with their sources, in every clipboard format. */
export function quoted(quotes: readonly Quote[]) {
  return {
    text: quotes.map(({ quote, source }) => `“${quote}”\n— ${source}`).join("\n\n"),
    // Without an empty comment between them, adjacent Markdown quotes would merge.
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
