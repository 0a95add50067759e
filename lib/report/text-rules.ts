/**
 * Version of the rules that make a `Report` out of Markdown. Raise it by one with every change after which the same
 * Markdown gives another canonical text, other offsets or block ids, or a `Report` of another form: editions are stored
 * as they were read, and a higher number makes the next start store a new edition of every report.
 */
export const TEXT_RULES = 1;
