// An empty package that replaces @napi-rs/canvas, which takes up 32 MB. pdf.js needs that package only to draw pages in
// Node.js, and Concord draws pages only in the browser. package.json contains the override.
