// @ts-check
/**
 * The Content Security Policy of every response that isn't a page. It doesn't allow anything to be executed or loaded.
 * This file is plain JavaScript because our HTTP server needs it too.
 */
export const NO_CONTENT = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
