import { IMPORTED, type ImportReport } from "../catalogue/import-report";
import { Refusal } from "../shared/refusal";
import type { AddCommand, CliContext, Progress } from "./cli-context";
import { commandGroup } from "./command-group";

interface Options {
  readonly dryRun?: true;
  readonly json?: true;
}

const HELP = `
What the file is, its content tells, packed (.gz) or not:
  our own document (JSON): agencies with touchpoints, services, segments, personas, volumes and procedures
  our own CSV: a row for each service (and year), with at least the columns agency and service
  the Service Inventory of the Government of Canada, as it is published

All sound rows go in together or not at all; each other row is named with its line and the reason. What the file does
not mention stays as it is. Importing again changes nothing.`;

/** `yusr import catalogue`: brings in agencies and services that are written down elsewhere. */
export const addImportCatalogueCommand: AddCommand = (program, context) => {
  commandGroup(program, "import")
    .command("catalogue <file>")
    .description("bring in agencies, services and procedures (JSON or CSV)")
    .option("--dry-run", "try it all and tell what would happen, but keep nothing")
    .option("--json", "print the report as JSON")
    .addHelpText("after", HELP)
    .action((file: string, options: Options) => importCatalogue(file, options, context));
};

async function importCatalogue(file: string, options: Options, context: CliContext): Promise<void> {
  const bars = new Map<string, Progress>();
  const show = (what: string, done: number, total: number): void => {
    const bar = bars.get(what) ?? context.progress(what, total);
    bars.set(what, bar);
    bar.to(done);
    if (done >= total) bar.end();
  };
  const report = await context.withHouse((house) =>
    house.catalogue.importCatalogue.import(context.operator, file, {
      dryRun: options.dryRun === true,
      storing: (done, total) => {
        show("Services", done, total);
      },
    }),
  );
  if (report instanceof Refusal) return context.fail(report.code, report.message);
  for (const { line, path, code, message } of report.notTaken) context.say(`${line === null ? (path ?? "file") : `line ${String(line)}`}: ${code}: ${message}`);
  context.print(options.json === true ? JSON.stringify(report, null, 2) : inWords(report));
  if (report.notTaken.length > 0) context.fail("ROWS_NOT_TAKEN", `${String(report.notTaken.length)} rows or parts were not taken; each is named above.`);
}

function inWords({ format, rows, dryRun, counts, untranslated }: ImportReport): string {
  const table = IMPORTED.filter((sort) => Object.values(counts[sort]).some((n) => n > 0)).map((sort) => {
    const { created, changed, unchanged } = counts[sort];
    return `${sort.padEnd(12)}${[`${String(created)} new`, `${String(changed)} changed`, `${String(unchanged)} as they were`].join(", ")}`;
  });
  const gaps = Object.entries(untranslated).filter(([, n]) => n > 0);
  return [
    `${dryRun ? "Tried, kept nothing" : "Imported"}: ${String(rows)} rows (${format})`,
    ...table,
    ...gaps.map(([language, n]) => `without a name in ${language}: ${String(n)} services`),
  ].join("\n");
}
