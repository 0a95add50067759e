/** Where a request came from, as far as the server may know it. */
export interface Client {
  /** Its network address; null where nothing that can be believed says it. */
  address: string | null;
  /** What the browser, or another program, said it is; empty where it said nothing. */
  device: string;
}
