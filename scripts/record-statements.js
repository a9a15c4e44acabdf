// npm run statements [-- test paths]: runs the tests, keeps every statement they send, writes docs/statements.md.
const { spawnSync } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const folder = mkdtempSync(join(tmpdir(), "yusr-statements-"));
const run = (args, env) => spawnSync(process.execPath, args, { cwd: join(__dirname, ".."), stdio: "inherit", env: { ...process.env, ...env } }).status ?? 1;
try {
  const tested = run([require.resolve("jest/bin/jest"), ...process.argv.slice(2), "--testPathIgnorePatterns", "tests/house", "--testPathIgnorePatterns", "unit"], { RECORD_STATEMENTS: folder });
  process.exitCode = run(["-r", "@swc-node/register", join(__dirname, "write-statements.ts"), folder]) || tested;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
