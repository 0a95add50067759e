// An empty package in place of Prisma Studio and Prisma's local PostgreSQL. The `prisma` command, which generates our database clients, loads
// both when it starts, but uses them only for `prisma studio` and `prisma dev`, and they bring 115 MB. package.json overrides them with
// this package.
module.exports = {};
