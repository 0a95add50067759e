/** What the page for programs says beside what the document of the API says itself. */
export const apiDocs = {
  apiDocs: {
    title: "For programs",
    contents: "On this page",
    begin: "To begin",
    beginHow: "This lists your notes. Put your token in the place of YOUR_TOKEN.",
    document: "The same as an OpenAPI document",
    scope: { read: "Needs a token with the scope read.", write: "Needs a token with the scope write." } as Record<
      string,
      string
    >,
    parameters: "What you may say",
    body: "What you send",
    answer: "What you get",
    errors: "What else may come",
    example: "Example",
    optional: "may be left out",
    otherwise: (value: string) => `otherwise ${value}`,
    nothing: "No body.",
    things: "What things look like",
    annotations: "W3C Web Annotations",
    address: "Address of the container",
    annotationsHow:
      "Programs that speak the Web Annotation Protocol find a container of your annotations at the address below, with the same token. It takes GET, HEAD, POST, PUT, DELETE and OPTIONS. It always sends whole annotations, in pages: Prefer is not heeded, nor is Slug.",
    types: {
      oneOf: (values: string) => `one of ${values}`,
      listOf: (type: string) => `list of ${type}`,
      or: " or ",
      object: "object",
      unknown: "anything",
    },
  },
} as const;
