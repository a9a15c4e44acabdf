import type { Command } from "commander";
import { Refusal } from "../shared/refusal";
import type { ToldDifference, Verification } from "../tallies/verify-tallies.service";
import { type AddCommand, barOf, type CliContext } from "./cli-context";
import { commandGroup } from "./command-group";

interface Options {
  readonly service?: readonly string[];
  readonly json?: true;
}

/** Differences that `--json` tells in full. */
const TOLD = 20;

/** `yusr tally …`: folds, verifies and rebuilds the counts. */
export const addTallyCommand: AddCommand = (program, context) => {
  const tally = commandGroup(program, "tally");
  tally
    .command("fold")
    .description("move what was counted since the last fold into the tallies (changes no figure; done every minute anyway)")
    .option("--json", "print JSON")
    .action((options: Options) => fold(context, options));
  onServices(tally.command("verify").description("count every fact anew and print every difference from what was counted; exit code 1 where there is one")).action((options: Options) => verifyTallies(context, options));
  onServices(tally.command("rebuild").description("put right what the counts have wrong; may run beside a running server")).action((options: Options) => rebuild(context, options));
};

function onServices(command: Command): Command {
  return command.option("--service <name...>", "services, CODE or AGENCY/CODE; without: all").option("--json", "print JSON");
}

async function fold(context: CliContext, options: Options): Promise<void> {
  await context.withHouse(async (house) => {
    const bar = context.progress("Folding");
    const results = await house.tallies.fold.fold(context.operator, (folded) => {
      bar.to(folded);
    });
    bar.end();
    if (options.json === true) context.print(JSON.stringify(results));
    else context.print(results.map(({ tally, folded, skipped }) => `${tally.padEnd(12)}${String(folded)}${skipped ? " (the rest is being folded by somebody else)" : ""}`).join("\n"));
  });
}

/** Says every difference; fails where there is one. */
export async function verifyTallies(context: CliContext, options: Options): Promise<void> {
  await context.withHouse(async (house) => {
    const bar = barOf(context, "Verifying, transactions");
    const first: ToldDifference[] = [];
    const onDifference = (difference: ToldDifference): void => {
      if (options.json !== true) context.print(differenceText(difference));
      else if (first.length < TOLD) first.push(difference);
    };
    const verified = await house.tallyChecks.verify.verify(context.operator, options.service, onDifference, bar.to);
    bar.end();
    if (verified instanceof Refusal) return context.fail(verified.code, verified.message);
    if (options.json === true) context.print(JSON.stringify({ ...verified, first }, null, 2));
    else context.print(verificationText(verified));
    const wrong = total(verified.differences);
    if (wrong > 0) context.fail("TALLIES_DIFFER", `${String(wrong)} rows are wrong; \`yusr tally rebuild\` puts them right.`);
  });
}

async function rebuild(context: CliContext, options: Options): Promise<void> {
  await context.withHouse(async (house) => {
    const bar = barOf(context, "Comparing, transactions");
    const rebuilt = await house.tallyChecks.rebuild.rebuild(context.operator, options.service, bar.to);
    bar.end();
    if (rebuilt instanceof Refusal) return context.fail(rebuilt.code, rebuilt.message);
    if (options.json === true) context.print(JSON.stringify(rebuilt, null, 2));
    else context.print(`${String(rebuilt.services)} services, ${String(rebuilt.transactions)} transactions: ${byTally(rebuilt.mended) || "nothing was wrong"}${total(rebuilt.mended) > 0 ? " put right" : ""}.`);
    if (rebuilt.left > 0) context.fail("FACTS_GONE", `${String(rebuilt.left)} sealed months or releases are wrong, and the facts to count them from are gone; \`yusr tally verify\` names them.`);
  });
}

function verificationText({ services, transactions, rows, differences }: Verification): string {
  const compared = `${String(services)} services, ${String(transactions)} transactions, ${String(rows)} rows compared`;
  return `${compared}: ${total(differences) === 0 ? "no difference" : `rows that are wrong: ${byTally(differences)}`}.`;
}

function differenceText({ tally, key, measures, note }: ToldDifference): string {
  const where = Object.entries(key).map(([column, value]) => `${column}=${value}`).join(" ");
  if (note !== undefined) return `${tally} ${where}: ${note}`;
  return `${tally} ${where}: ${Object.entries(measures).map(([measure, [facts, counted]]) => `${measure} is ${String(counted)}, the facts say ${String(facts)}`).join("; ")}`;
}

function byTally(rows: Readonly<Record<string, number>>): string {
  return Object.entries(rows).map(([tally, n]) => `${tally} ${String(n)}`).join(", ");
}

function total(rows: Readonly<Record<string, number>>): number {
  return Object.values(rows).reduce((sum, n) => sum + n, 0);
}
