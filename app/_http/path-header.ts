/** Says to a page at which address, with its query, it was asked for. Set by the proxy, over what a caller may have sent. */
export const PATH_HEADER = "x-concord-path";
