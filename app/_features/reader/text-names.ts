/** The HTML of reports, by a name for their edition and extent. */
export type RenderedTexts = Map<string, string>;

/**
 * Process singleton that hands the text from rendering a page's data to rendering its HTML, which Next.js does in
 * different bundles.
 */
export const RENDERED_TEXTS = "rendered-texts";

/** The id of the element that contains the text. */
export const TEXT_ID = "report-text";
