/** Ids of the elements for footnotes and their markers, which link to each other. */
export const footnoteId = (label: string) => `fn-${label}`;
export const markerId = (label: string, nth: number) => (nth === 1 ? `fnref-${label}` : `fnref-${label}-${nth}`);
