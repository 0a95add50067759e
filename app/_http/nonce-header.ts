/** Request header with the nonce of the page's scripts. The proxy sets it and overwrites any value from the client. */
export const NONCE_HEADER = "x-concord-nonce";
