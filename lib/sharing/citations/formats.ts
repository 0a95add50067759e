/** The citation formats, by their official names. Shared with the browser. */
export const CITATION_FORMATS = ["apa", "chicago", "mla", "gost", "bibtex", "ris"] as const;
type CitationFormat = (typeof CITATION_FORMATS)[number];

export type Citations = Readonly<Record<CitationFormat, string>>;
