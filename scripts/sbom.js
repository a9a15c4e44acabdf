// `npm run sbom`: everything the product is made of, as a CycloneDX bill of materials on standard output. npm's own `--omit dev`
// drops packages that product and tests both need (commander, for one), so the bill of all is cut down here by the lock file's marks.
const { execFileSync } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { licencesOf } = require("./licences.js");

const root = join(__dirname, "..");
const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
const product = new Set([`${name}@${version}`, ...licencesOf(lock, false).map((one) => `${one.name}@${one.version}`)]);

const bill = JSON.parse(execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] }));
bill.components = bill.components.filter((component) => product.has(component["bom-ref"]));
bill.dependencies = bill.dependencies
  .filter(({ ref }) => product.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => product.has(one)) }));
bill.metadata.component.name = name;
console.log(JSON.stringify(bill, null, 2));
