import type { ProblemTable } from "../table";

/** Requests, rate limits, and whether the server is ready. */
export const HTTP = {
  "not-json": { status: 415, text: "The request must be sent as {types}." },
  "too-large": { status: 413, text: "The request is larger than {max} KB." },
  cancelled: { status: 499, text: "The request was cancelled." },
  "too-long": { status: 503, text: "This is taking too long. Check whether the change was saved before trying again." },
  "no-tokens-here": { status: 403, text: "This address doesn’t accept API tokens. Sign in instead." },
  "token-missing": {
    status: 401,
    text: "Send an API token in the header “Authorization: Bearer …”. You can create one in Settings.",
  },
  "bad-request.repeated": {
    status: 400,
    text: "The address contains a query parameter more than once. Send each parameter only once.",
  },
  "foreign-origin": { status: 403, text: "This request didn’t come from a Concord page, so nothing was changed." },
  "access-ended": { status: 401, text: "You no longer have access to this team." },
  "session-ended": { status: 401, text: "You’re signed out. Sign in to continue." },
  "visit-over": { status: 400, text: "Signing in took too long or was started in another browser. Start again." },
  "oembed-format": { status: 501, text: "Only the format “json” is supported." },
  "not-found.shared-passage": { status: 404, text: "This is not a link to a shared passage on this site." },
  "not-this-machine": {
    status: 403,
    text: "Concord can only be set up at 127.0.0.1, on the machine it runs on. To use another address, set PUBLIC_URL and restart Concord.",
  },
  "broken-json": { status: 400, text: "The request is not valid JSON." },
  "too-fast": { status: 429, text: "Too many requests. Wait a moment, then try again." },
  "not-found.address": { status: 404, text: "There is nothing at this address." },
  "bad-token.metrics": { status: 401, text: "Send the token from METRICS_TOKEN to read the metrics." },
  "closing.instance": { status: 503, text: "This instance is shutting down." },
  "database-away.silent": { status: 503, text: "The database isn’t responding." },
  "preparation-failed": {
    status: 503,
    text: "The library could not be read and indexed. Concord will try again. The log contains the reason.",
  },
  "too-many-attempts.minute": { status: 429, text: "Too many attempts. Wait 1 minute, then try again." },
  "too-many-attempts.minutes": { status: 429, text: "Too many attempts. Wait {minutes} minutes, then try again." },
  "bad-request.fields": { status: 400, text: "The request is not valid. {problems}." },
  "internal.request": { status: 500, text: "Something went wrong on our side. Try again." },
  "preparing.opening": { status: 503, text: "Opening the library." },
  "preparing.reading": { status: 503, text: "Reading the reports: {done, number} of {of, number}." },
  "preparing.indexing": { status: 503, text: "Indexing the reports for search: {done, number} of {of, number}." },
  settings: { status: 500, text: "{problems}" },
  "provider-failed": {
    status: 500,
    text: "Signing in with the provider didn’t work. Try again, or sign in another way.",
  },
} as const satisfies ProblemTable;
