import { Refusal } from "../shared/refusal";
import type { AddCommand, CliContext } from "./cli-context";
import { commandGroup } from "./command-group";

/** `yusr audit …`: what people and keys did, and whether somebody changed what was written of it. */
export const addAuditCommand: AddCommand = (program, context) => {
  const audit = commandGroup(program, "audit");
  audit
    .command("verify")
    .description("look at every link of the chain over the audit log; exit code 1 where one is wrong. Keep the head it prints elsewhere")
    .option("--expect <position:digest>", "a head printed before, which must still stand in the chain")
    .option("--json", "print JSON")
    .action((options: { readonly expect?: string; readonly json?: true }) => verifyAuditLog(context, options));
  audit
    .command("export")
    .description("print every entry with its link, one JSON object a line")
    .action(() => exportAll(context));
};

/** Says every broken link and the head; fails where the log was changed. */
export async function verifyAuditLog(context: CliContext, { expect, json }: { readonly expect?: string; readonly json?: true }): Promise<void> {
  await context.withHouse(async ({ security: { chain } }) => {
    const [position = "", digest = ""] = expect?.split(":") ?? [];
    // What was done by this command line and its neighbours since the last minute belongs to it.
    await chain.extend(context.operator);
    const bar = context.progress("Verifying, links");
    const verified = await chain.verify(context.operator, expect === undefined ? undefined : { position: Number(position), digest }, (links) => {
      bar.to(links);
    });
    bar.end();
    if (verified instanceof Refusal) return context.fail(verified.code, verified.message);
    const { links, head, problems, anchored } = verified;
    if (json === true) context.print(JSON.stringify(verified, null, 2));
    else {
      for (const { position: at, kind } of problems) context.print(`link ${String(at)}: ${{ CHANGED: "the entry is not what was linked", GONE: "its entry is gone", CUT: "links before it are gone" }[kind]}`);
      context.print(`${String(links)} links, ${problems.length === 0 ? "none wrong" : `${String(problems.length)} wrong`}.${head === null ? "" : ` Head: ${String(head.position)}:${head.digest}`}`);
    }
    if (problems.length > 0) context.fail("AUDIT_LOG_CHANGED", "The audit log was changed behind Yusr's back.");
    if (anchored === false) context.fail("AUDIT_HEAD_MISSING", "The head that was kept does not stand in the chain: it was cut, or made anew.");
  });
}

async function exportAll(context: CliContext): Promise<void> {
  await context.withHouse(async ({ security: { chain } }) => {
    await chain.extend(context.operator);
    for await (const { position, digest, entry } of chain.export(context.operator)) context.print(JSON.stringify({ position, digest: digest.toString("hex"), entry }));
  });
}
