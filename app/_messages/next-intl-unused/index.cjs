// An empty package that replaces @swc/core and @parcel/watcher. next-intl's plugin loads both at startup but needs them only to
// extract messages from source code, and they take 12 MB. package.json overrides them with this package.
exports.subscribe = undefined;
