/**
 * Version of the rules that turn Markdown into a `Report`. Increment it with every change that gives the same Markdown
 * a different canonical text, different offsets or block ids, or a `Report` of a different shape. Editions are stored
 * as they were parsed, and after this version is raised, the next start stores a new edition of every report.
 */
export const TEXT_RULES = 1;
