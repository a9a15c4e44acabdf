import "reflect-metadata";
import { pino } from "pino";
import { setTimeout as sleep } from "node:timers/promises";
import { openHouse } from "../../src/app";
import { readConfig } from "../../src/config/config";
import { secretKeys } from "../../src/config/secret-store";

/** Folds and releases without a pause, in a process of its own that is killed like any other. */
async function main(): Promise<void> {
  const config = readConfig();
  const url = config.DATABASE_URL ?? "";
  const house = await openHouse({
    connections: { owner: { url: config.DATABASE_MIGRATION_URL ?? url }, app: { url } },
    secretKeys: secretKeys(config, config.dataDir),
    log: pino({ level: "silent" }),
    publicUrl: "https://yusr.example",
    minimumCell: config.YUSR_MINIMUM_CELL,
    poolSize: 4,
    development: false,
  });
  for (;;) {
    try {
      await house.tallies.fold.fold({ kind: "system", job: "fold-tallies" });
      await house.tallies.release.release({ kind: "system", job: "release-answers" });
    } catch {
      // The database is being killed; nothing is lost by trying again.
    }
    await sleep(200);
  }
}

main().catch(() => process.exit(1));
