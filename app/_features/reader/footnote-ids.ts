/** Ids of elements that footnotes and their markers jump between. */
export const footnoteId = (label: string) => `fn-${label}`;
export const markerId = (label: string, nth: number) => (nth === 1 ? `fnref-${label}` : `fnref-${label}-${nth}`);
