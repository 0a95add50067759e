/** Types for the parts of Citation.js that we use, because the package doesn't include any. */

interface CslStyles {
  add(name: string, style: string): void;
}

declare module "@citation-js/core" {
  export type CslName =
    | { family: string; given?: string; "non-dropping-particle"?: string; suffix?: string }
    | { literal: string };
  /** An item of CSL-JSON. */
  export interface CslItem {
    id: string;
    type: string;
    title: string;
    author?: CslName[];
    editor?: CslName[];
    publisher?: string;
    "publisher-place"?: string;
    issued?: { "date-parts": [[number]] };
    page?: string;
    language?: string;
  }
  export class Cite {
    constructor(items: CslItem[]);
    format(name: string, options?: Record<string, string>): string;
  }
  export const plugins: { config: { get(name: "@csl"): { templates: CslStyles; locales: CslStyles } } };
}
declare module "@citation-js/plugin-csl";
