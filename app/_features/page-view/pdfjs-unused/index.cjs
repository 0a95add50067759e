// An empty package that replaces @napi-rs/canvas, which pdf.js needs only to draw pages in Node.js. It takes 32 MB, and Concord
// draws pages only in the browser. package.json overrides it with this package.
