import { csvRows } from "../shared/csv-rows";
import { InputProblem, textOf } from "../shared/input-file";
import { Refusal } from "../shared/refusal";
import { Delivery } from "../surveys/domain/hand-over";
import type { DeliveryReport } from "../surveys/report-delivery.service";
import type { AddCommand, CliContext } from "./cli-context";
import { commandGroup } from "./command-group";

/** Reports that one unit of work takes. */
const BATCH = 1_000;

const HELP = `
One row per message: the link as it was sent, and SENT, DELIVERED or FAILED. Rows may come late, twice and in any order.`;

/** `yusr import deliveries`: takes in what a message gateway says became of links. */
export const addImportDeliveriesCommand: AddCommand = (program, context) => {
  commandGroup(program, "import")
    .command("deliveries <file>")
    .description("take in what became of messages with links (CSV with the columns link and state)")
    .option("--json", "print the counts as JSON")
    .addHelpText("after", HELP)
    .action((file: string, options: { json?: true }) => importDeliveries(file, options.json === true, context));
};

async function importDeliveries(path: string, json: boolean, context: CliContext): Promise<void> {
  const counts = { recorded: 0, duplicates: 0, notTaken: 0 };
  const refuse = (line: number, code: string, message: string): void => {
    counts.notTaken += 1;
    context.say(`line ${String(line)}: ${code}: ${message}`);
  };
  try {
    await context.withHouse(async (house) => {
      let batch: (DeliveryReport & { readonly line: number })[] = [];
      const flush = async (): Promise<void> => {
        const results = batch.length === 0 ? [] : await house.surveys.reportDelivery.report(context.operator, batch);
        if (results instanceof Refusal) throw new Error(results.message);
        for (const [index, result] of results.entries()) {
          if (result.status === "REJECTED") refuse(batch[index]?.line ?? 0, result.refusal.code, result.refusal.message);
          else counts[result.status === "RECORDED" ? "recorded" : "duplicates"] += 1;
        }
        batch = [];
      };
      for await (const row of csvRows(textOf(path), { required: ["link", "state"] })) {
        if ("refusal" in row) {
          refuse(row.line, row.refusal.code, row.refusal.message);
          continue;
        }
        const state = Object.values(Delivery).find((known) => known === row.cells["state"]?.trim().toUpperCase());
        if (state === undefined) refuse(row.line, "UNKNOWN_STATE", "A state is SENT, DELIVERED or FAILED.");
        else batch.push({ line: row.line, link: row.cells["link"] ?? "", state });
        if (batch.length >= BATCH) await flush();
      }
      await flush();
    });
  } catch (error) {
    if (error instanceof InputProblem) return context.fail(error.toRefusal().code, error.toRefusal().message);
    throw error;
  }
  const { recorded, duplicates, notTaken } = counts;
  context.print(json ? JSON.stringify(counts) : `Recorded ${String(recorded)}, known already ${String(duplicates)}, not taken ${String(notTaken)}.`);
  if (notTaken > 0) context.fail("ROWS_NOT_TAKEN", `${String(notTaken)} rows were not taken; each is named above with its line.`);
}
