import "react-dom/client";

declare global {
  /** Scripts that Next.js runs before hydration, each given as a URL or as properties (see `next/script`). */
  var __next_s: [src: string | 0, props: { children: string }][] | undefined;
}

// Evaluating React and hydrating the page take about 20 ms each on a fast computer, and four times as long on a phone.
// In one task, they would block the first tap. Next.js runs each script in this list as a separate task before it
// hydrates the page, so an empty script separates the two.
globalThis.__next_s = [...(globalThis.__next_s ?? []), [0, { children: "" }]];
