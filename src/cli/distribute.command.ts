import { distribute } from "../database/distribute";
import { Refusal } from "../shared/refusal";
import type { AddCommand } from "./cli-context";

/** `yusr distribute`: shares the tables out over the nodes of a Citus cluster. */
export const addDistributeCommand: AddCommand = (program, context) => {
  program
    .command("distribute")
    .description("share a migrated database out over the nodes of a Citus cluster; run it again after an upgrade (docs/operations.md)")
    .option("--dry-run", "only print the statements, in order")
    .option("--json", "print JSON")
    .action((options: { dryRun?: true; json?: true }) =>
      context.withDatabase(async ({ owner }) => {
        const bar = context.progress("Distributing, statements");
        const plan = await distribute(owner, { dryRun: options.dryRun === true, progress: (done) => { bar.to(done); } });
        bar.end();
        if (plan instanceof Refusal) return context.fail(plan.code, plan.message);
        const { statements, alreadyDistributed } = plan;
        if (options.json === true) context.print(JSON.stringify(plan, undefined, 2));
        else if (options.dryRun === true) context.print(statements.map(({ sql }) => `${sql};`).join("\n"));
        else {
          const now = statements.filter(({ step }) => step === "REFERENCE_TABLE" || step === "DISTRIBUTED_TABLE").length;
          context.print(`${String(now)} tables distributed, ${String(alreadyDistributed)} were before.`);
        }
      }),
    );
};
