// `npm run licences`: what the product is made of, by licence, from the lock file alone. `--json` for machines; `--all` also
// what only tests and builds need. Fails where a licence asks for more than naming the author.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/** What a project under MIT may be combined with, and handed on, without further duties. */
const COMPATIBLE = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "CC-BY-4.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "Python-2.0", "Unlicense"]);

/** Packages that say it in a form npm no longer reads, looked up by hand. */
const SAID_OTHERWISE = { jstat: "MIT" };

/**
 * Every installed package with its licence, by name and version.
 * @param lock a parsed package-lock.json
 * @param all also what only development needs
 */
function licencesOf(lock, all) {
  return Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path !== "" && !link && (all || !dev))
    .map(([path, { name = path.split("node_modules/").pop(), version, license }]) => {
      const licence = license ?? SAID_OTHERWISE[name] ?? "none stated";
      return { name, version, licence, compatible: isCompatible(licence) };
    })
    .sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1));
}

/** SPDX expressions without exceptions: of OR one part must do, of AND every part. */
function isCompatible(expression) {
  const bare = expression.replace(/^\((.*)\)$/u, "$1");
  if (bare.includes(" OR ")) return bare.split(" OR ").some(isCompatible);
  return bare.split(" AND ").every((part) => COMPATIBLE.has(part));
}

function main(args) {
  const lock = JSON.parse(readFileSync(join(__dirname, "../package-lock.json"), "utf8"));
  const found = licencesOf(lock, args.includes("--all"));
  if (args.includes("--json")) console.log(JSON.stringify(found, null, 2));
  else {
    for (const { name, version, licence, compatible } of found) console.log(`${compatible ? " " : "!"} ${licence.padEnd(24)} ${name} ${version}`);
    const bad = found.filter(({ compatible }) => !compatible).length;
    console.log(`${String(found.length)} packages, ${String(bad)} whose licence is not known to be compatible`);
  }
  if (found.some(({ compatible }) => !compatible)) process.exitCode = 1;
}

if (require.main === module) main(process.argv.slice(2));
module.exports = { licencesOf };
