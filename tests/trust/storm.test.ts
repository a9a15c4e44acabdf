import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { figure } from "../support/figures";
import type { StormReport } from "./storm";
import { LONG, LONG_STORM, SHORT_STORM } from "./storm-sizes";

const size = LONG ? LONG_STORM : SHORT_STORM;
/** It takes as long as it takes to kill so often under traffic: on a slow machine some times as long. */
const PATIENCE_MS = (size.seconds + 300) * 4_000;

/** `npm run storm`, whose line of JSON it answers: a process of its own, because Jest cannot load the embedded PostgreSQL. */
async function stormed(size: "--short" | "--long" | "--control"): Promise<StormReport> {
  const child = spawn(process.execPath, ["-r", "@swc-node/register", join(__dirname, "run-storm.ts"), size], { cwd: join(__dirname, "../.."), stdio: ["ignore", "pipe", "pipe"] });
  const killed = setTimeout(() => child.kill("SIGTERM"), PATIENCE_MS - 5_000);
  let [out, said] = ["", ""];
  child.stdout.on("data", (text) => (out += String(text)));
  child.stderr.on("data", (text) => (said += String(text)));
  await once(child, "close");
  clearTimeout(killed);
  if (!out.startsWith("{")) throw new Error(said);
  return JSON.parse(out) as StormReport;
}

test("F1 F2 F3 F6 F13 F14 storm: servers and PostgreSQL killed at random under intake, answers, folds and releases lose nothing, count nothing twice, and report what the client's journal says", async () => {
  const left = await stormed(LONG ? "--long" : "--short");
  figure("F1", JSON.stringify(left));
  // The whole line, where something is wrong with it.
  expect({ ...left, wrong: left["wrong"] }).toMatchObject({ wrong: [], fallen: 0, verified: { differences: 0 } });
  expect(left["durability"]).toEqual({ fsync: "on", full_page_writes: "on", synchronous_commit: "on", synchronous_commit_of_yusr: "on", data_checksums: "on" });
  expect(left["kills"].all).toBeGreaterThanOrEqual(12);
  expect(left["passages"]).toBeGreaterThanOrEqual(size.passages);
  // So that a check that looked at nothing does not pass.
  expect([left["answers"], left["figures"], left["conserved"], left["races"], left["replayed"], left["verified"].rows].every((n) => n > 0)).toBe(true);
}, PATIENCE_MS);

// Where commits are not waited for, a death of PostgreSQL takes back what was acknowledged: the storm has to see that.
(LONG ? test : test.skip)("F2 control: synchronous_commit=off and PostgreSQL killed: acknowledged transactions are lost", async () => {
  const left = await stormed("--control");
  figure("F2", `lost ${String(left["lost"])}`);
  expect(left["lost"]).toBeGreaterThan(0);
}, PATIENCE_MS);
