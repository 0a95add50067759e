/**
 * Version of the rules that turn Markdown into a `Report`. Increment it with every change that gives the same Markdown
 * a different canonical text, different offsets or block ids, or a differently structured `Report`. Editions are stored
 * as parsed. After this version is incremented, a new edition of every report is stored when the app next starts.
 */
export const TEXT_RULES = 1;
