import { BackUpService } from "../backup/back-up.service";
import { type BackupCheck, BackupFolder } from "../backup/backup-folder";
import type { BackupManifest } from "../backup/backup-manifest";
import { version } from "../../package.json";
import { Access } from "../security/access";
import { systemClock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import { type AddCommand, barOf, type CliContext } from "./cli-context";

interface Options {
  readonly to?: string;
  readonly json?: true;
}

/** `yusr backup …`: the whole database as a folder, and whether such a folder is still what was written. */
export const addBackupCommand: AddCommand = (program, context) => {
  const backup = program
    .command("backup")
    .description("copy the whole database into a new folder, while it is worked with; the secret keys are not in it (docs/operations.md)")
    .option("--to <folder>", "the folder to make")
    .option("--json", "print JSON")
    .action((options: Options) => backUp(context, options));
  backup
    .command("verify")
    .argument("<folder>", "a folder that `yusr backup` made")
    .description("look at every byte of a backup, without a database; exit code 1 where one is not as it was written")
    .action((folder: string) => verify(context, folder, backup.opts<Options>().json === true));
};

async function backUp(context: CliContext, { to, json }: Options): Promise<void> {
  if (to === undefined) return context.fail("FOLDER_REQUIRED", "Say where: yusr backup --to <folder>.");
  await context.withBareDatabase(async ({ connections }) => {
    const bar = barOf(context, "Backing up, rows");
    const manifest = await new BackUpService(connections, new Access(), systemClock, version).backUp(context.operator, to, bar.to);
    bar.end();
    if (manifest instanceof Refusal) return context.fail(manifest.code, manifest.message);
    if (json === true) context.print(JSON.stringify(manifest, undefined, 2));
    else context.print(`${contents(manifest)}: ${to}`);
    context.say("The secret keys are not in it: keep secrets.json of the data directory, or the variables YUSR_KEY_*, in another place.");
  });
}

async function verify(context: CliContext, from: string, json: boolean): Promise<void> {
  const folder = await BackupFolder.open(from);
  if (folder instanceof Refusal) return context.fail(folder.code, folder.message);
  const bar = barOf(context, "Reading, rows");
  const all = rowsOf(folder.manifest);
  let done = 0;
  const check = await folder.verify((rows) => {
    done += rows;
    bar.to(done, all);
  });
  bar.end();
  context.print(json ? JSON.stringify(told(check), undefined, 2) : [...check.problems.map(({ file, kind }) => `${file}: ${kind}`), `${contents(check.manifest)}: ${check.problems.length === 0 ? "as it was written" : "not as it was written"}.`].join("\n"));
  if (check.problems.length > 0) context.fail("BACKUP_DAMAGED", `${String(check.problems.length)} files are not as they were written.`);
}

function told({ manifest: { tables, ...manifest }, rows, problems }: BackupCheck): object {
  return { ...manifest, tables: tables.length, rows, problems };
}

function contents(manifest: BackupManifest): string {
  return `${String(manifest.tables.length)} tables, ${String(rowsOf(manifest))} rows as of ${manifest.takenAt}, by Yusr ${manifest.yusr}`;
}

function rowsOf({ tables }: BackupManifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
