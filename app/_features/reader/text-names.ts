/** The HTML of reports, by a name that identifies the edition and says whether the HTML contains the whole text. */
export type RenderedTexts = Map<string, string>;

/**
 * Name of a process singleton. Next.js renders a page's data and its HTML in different bundles, so this singleton
 * passes the text from one bundle to the other.
 */
export const RENDERED_TEXTS = "rendered-texts";

/** The id of the element that contains the text. */
export const TEXT_ID = "report-text";

/**
 * Attribute of blocks that are laid out only after the page has become interactive, because laying out a whole report
 * takes several times as long as laying out the visible part. Until then, the browser's own search and links to a block
 * still find them.
 */
export const LATER = 'hidden="until-found"';
