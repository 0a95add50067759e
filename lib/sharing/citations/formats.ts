/** The ways to cite a passage, as their makers call them. The browser reads it too. */
export const CITATION_FORMATS = ["apa", "chicago", "mla", "gost", "bibtex", "ris"] as const;
export type CitationFormat = (typeof CITATION_FORMATS)[number];

export type Citations = Readonly<Record<CitationFormat, string>>;
