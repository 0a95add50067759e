// @ts-check
/**
 * An HTML page to show when the app can't render one because the database is unavailable or the server is overloaded.
 */

const STYLE =
  ":root{color-scheme:light dark;font:1.125rem/1.6 system-ui,sans-serif}body{max-width:36rem;margin:15vh auto;padding:0 1rem}";

/**
 * Whether a browser is opening a page, as opposed to a program or script fetching data.
 * @param {import("node:http").IncomingMessage} request
 */
export function isNavigation({ method, url = "", headers }) {
  const asks = method === "GET" && !url.startsWith("/api/") && headers.rsc === undefined;
  return asks && (headers.accept ?? "").includes("text/html");
}

/**
 * @param {string} message a sentence
 * @param {string} requestId
 */
export function refusalPage(message, requestId) {
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not available · Concord</title><style>${STYLE}</style></head>
<body><main><h1>Concord is not available right now</h1>
<p>${escapeHtml(message)}</p>
<p><a href="">Try again</a></p>
<p><small>Request ID: ${requestId}</small></p></main></body>
</html>
`;
  return { body, policy: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'" };
}

/** @param {string} text */
function escapeHtml(text) {
  return text.replace(/[&<>"]/gu, (character) => `&#${character.charCodeAt(0)};`);
}
