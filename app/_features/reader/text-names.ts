/** HTML of reports by a name for their edition and how much of it there is. */
export type RenderedTexts = Map<string, string>;

/** Where the server keeps it between rendering a page's data and its HTML, which Next.js does in different bundles. */
export const RENDERED_TEXTS = "rendered-texts";

/** Of the element that holds the text. */
export const TEXT_ID = "report-text";
