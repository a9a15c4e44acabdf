import { RestoreService } from "../backup/restore.service";
import { Access } from "../security/access";
import { Refusal } from "../shared/refusal";
import { verifyAuditLog } from "./audit.command";
import { type AddCommand, barOf, type CliContext } from "./cli-context";
import { verifyTallies } from "./tally.command";

interface Options {
  readonly from: string;
  readonly json?: true;
}

/** `yusr restore`: an empty database becomes what a backup holds. */
export const addRestoreCommand: AddCommand = (program, context) => {
  program
    .command("restore")
    .description("fill an empty database (DATABASE_URL, or a new YUSR_DATA_DIR) with a backup, delete what is past its time since, and verify; may be run again")
    .requiredOption("--from <folder>", "a folder that `yusr backup` made")
    .option("--json", "print JSON")
    .action((options: Options) => restore(context, options));
};

async function restore(context: CliContext, { from, json }: Options): Promise<void> {
  await context.withBareDatabase(async (database) => {
    const withHouse: CliContext["withHouse"] = (work) => database.withHouse(work);
    const bar = barOf(context, "Restoring, rows written and read back");
    const restored = await new RestoreService(database.connections, withHouse, new Access()).restore(context.operator, from, bar.to);
    bar.end();
    if (restored instanceof Refusal) return context.fail(restored.code, restored.message);
    const { manifest, rows, forgotten } = restored;
    // What was found goes out as one JSON object, also where something is wrong.
    const found: unknown[] = [];
    const inside: CliContext = { ...context, withHouse, ...(json === true ? { print: (text: string) => found.push(JSON.parse(text)) } : {}) };
    if (json !== true) context.print(`${String(manifest.tables.length)} tables, ${String(rows)} rows as of ${manifest.takenAt}, read back as they were written. Past its time and deleted by: ${forgotten.join(", ")}.`);
    try {
      await verifyTallies(inside, { ...(json === true ? { json } : {}) });
      await verifyAuditLog(inside, { ...(json === true ? { json } : {}) });
    } finally {
      if (json === true) context.print(JSON.stringify({ takenAt: manifest.takenAt, tables: manifest.tables.length, rows, forgotten, tallies: found[0] ?? null, audit: found[1] ?? null }, undefined, 2));
    }
    context.say("Keys that were revoked after the backup work again, and people who opted out since may be asked: docs/operations.md says what to look at.");
  });
}
