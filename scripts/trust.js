// `npm run trust`: the trust tests in their long form, as one table: id, what was tried, figure, whether it held, and for a
// control whether it failed as planned. `--short` as in CI, `--json` for machines; paths or a name limit it to some, and a
// variable that is set already stands.
const { spawnSync } = require("node:child_process");
const { existsSync, mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const root = join(__dirname, "..");
const given = process.argv.slice(2);
const flags = new Set(given.filter((one) => one.startsWith("--")));
const only = given.filter((one) => !one.startsWith("--"));
const folder = mkdtempSync(join(tmpdir(), "yusr-trust-"));
const [results, figures] = ["results.json", "figures.jsonl"].map((name) => join(folder, name));
const long = {
  TRUST_STORM: "long",
  // How long each trouble of the network lasts, answers that are cut off, how long a table is locked, batches in crossed order.
  TRUST_FAULT_SECONDS: "30",
  TRUST_CUTS: "500",
  TRUST_LOCK_SECONDS: "10",
  TRUST_PAIRS: "200",
  TRUST_DOCUMENTS: "20000",
  TRUST_ROUNDS: "20",
  TRUST_SLOW_SECONDS: "60",
  TRUST_GUESSES: "10000",
  TRUST_READINGS: "1000",
  TRUST_REQUESTS: "50000",
  TRUST_BATCHES: "2000",
  TRUST_CLOCK_MESSAGES: "6000",
  TRUST_FLOODS: "200",
  TRUST_REDACTION_ROUNDS: "40",
  TRUST_REDACTION_LENGTH: "1000000",
  TRUST_CANARIES: "2000",
  // Root fields whose texts sqlmap attacks, as a regular expression.
  TRUST_SQLMAP: ".",
  // Events of each order and orders; seconds of four times more than the server can do.
  TRUST_ORDER_EVENTS: "100000",
  TRUST_ORDERS: "50",
  TRUST_OVERLOAD_SECONDS: "300",
  TRUST_BACKUP: "50000",
  TRUST_RESTORE_KILLS: "10",
  TRUST_ROTATION_SECONDS: "1800",
  TRUST_NUMBERS: "100000000",
  // Passages over which the next release's migrations go up and down.
  TRUST_MIGRATION_ROWS: "5000000",
  // How long a server's memory is watched while PostgreSQL is killed every minute.
  TRUST_MEMORY_MINUTES: "60",
};

process.stderr.write(flags.has("--short") ? "the short form, as in CI…\n" : "the long form: this takes hours on a small machine…\n");
const { status } = spawnSync("npx", ["jest", "--json", `--outputFile=${results}`, "--testNamePattern", "\\b[SFPW]\\d+\\b", ...(only.length > 0 ? only : ["tests/"])], {
  cwd: root,
  stdio: ["ignore", "ignore", flags.has("--json") ? "ignore" : "inherit"],
  env: { ...(flags.has("--short") ? {} : long), ...process.env, TRUST_FIGURES: figures },
});
if (!existsSync(results)) process.exit(status ?? 1);

const measured = existsSync(figures) ? readFileSync(figures, "utf8").trim().split("\n").filter(Boolean).map((line) => JSON.parse(line)) : [];
const rows = JSON.parse(readFileSync(results, "utf8"))
  .testResults.flatMap(({ assertionResults }) => assertionResults)
  // What another name was asked for is no row; what a missing program kept from running is.
  .filter(({ fullName, status: how }) => how !== "pending" || fullName.includes("(skipped: "))
  .map(({ fullName, status: how }) => ({
    id: (fullName.match(/\b[SFPW]\d+b?\b/gu) ?? []).join(" "),
    tried: fullName,
    figure: measured.filter(({ test }) => test === fullName).map((one) => one.measured).join("; "),
    control: /\bcontrol\b/iu.test(fullName),
    skipped: how === "pending",
    pass: how !== "failed",
  }))
  .sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
rmSync(folder, { recursive: true });

if (flags.has("--json")) console.log(JSON.stringify(rows, null, 2));
else {
  for (const { id, tried, figure, control, skipped, pass } of rows) {
    const held = skipped ? "skipped" : control ? (pass ? "failed as planned" : "DID NOT FAIL AS PLANNED") : pass ? "held" : "BROKEN";
    console.log(`${id.padEnd(10)} ${held.padEnd(24)} ${tried}${figure === "" ? "" : `\n${" ".repeat(36)}${figure}`}`);
  }
  console.log(`${String(rows.length)} tests, ${String(rows.filter(({ pass }) => !pass).length)} broken; ${String(rows.filter(({ control }) => control).length)} controls`);
}
process.exitCode = rows.some(({ pass }) => !pass) ? 1 : 0;
