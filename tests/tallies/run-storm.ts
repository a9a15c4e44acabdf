import "reflect-metadata";
import { Command } from "commander";
import { terminal } from "../../src/cli/terminal";
import globalSetup from "../support/global-setup";
import globalTeardown from "../support/global-teardown";
import { storm } from "./storm";

/** `npm run storm -- --kills 100`: the storm of the tests, as long as one likes. */
async function main(): Promise<void> {
  const { kills } = new Command("storm").requiredOption("--kills <n>", "how often a server is killed", Number).parse().opts<{ kills: number }>();
  await globalSetup();
  try {
    const bar = terminal.progress("Kills", kills);
    const left = await storm(kills, (done) => {
      bar.to(done);
    });
    bar.end();
    terminal.print(JSON.stringify(left, null, 2));
    const { fallen, lost, surplus, contradicted, differences } = left;
    process.exitCode = [fallen, lost, surplus, contradicted, ...differences].every((n) => n === 0) ? 0 : 1;
  } finally {
    await globalTeardown();
  }
}

void main();
