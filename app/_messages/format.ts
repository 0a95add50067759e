/** How numbers, lists and times are written in English. */

export const number = new Intl.NumberFormat("en-GB");
export const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
export const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
export const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** "1 page", "2,000 pages". */
export const count = (n: number, one: string, many: string) => `${number.format(n)} ${n === 1 ? one : many}`;
