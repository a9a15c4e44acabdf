import { Argument } from "commander";
import type { KeptKey } from "../security/secret-store";
import { ROTATED, type RotatedPurpose } from "../security/secret-keys";
import { Refusal } from "../shared/refusal";
import type { AddCommand } from "./cli-context";
import { commandGroup } from "./command-group";

const GOES: Readonly<Record<RotatedPurpose, (n: string) => string>> = {
  subject: (n) => `${n} transactions name a person under it. Nobody will be able to tell whose they are, nor whether somebody who comes again has come before.`,
  operator: (n) => `${n} transactions name a clerk or device under it. Nobody will be able to tell which; nor which officials of the audit log signed in before it was replaced.`,
  contact: (n) => `${n} people, companies, bundles or offices were asked lately or opted out. Those of them who were only known under it count as not asked yet, and as not opted out.`,
};

/** `yusr secrets list|rotate|destroy`: the keys behind pseudonyms, by name. No key is ever printed. */
export const addSecretsCommand: AddCommand = (program, context) => {
  const secrets = commandGroup(program, "secrets");
  const purpose = (): Argument => new Argument("<purpose>", "whose pseudonyms").choices(ROTATED);
  const shown = (keys: readonly KeptKey[]): string => keys.map((key) => `${key.purpose.padEnd(10)}${key.keyId.padEnd(8)}${key.state === "CURRENT" ? "in use" : "kept, for what it made"}`).join("\n");

  secrets
    .command("list")
    .description("the keys that are kept, by name")
    .option("--json", "print JSON")
    .action((options: { json?: true }) =>
      context.withHouse((house) => {
        const keys = house.rotation.list(context.operator);
        context.print(options.json === true ? JSON.stringify(keys, null, 2) : shown(keys));
        return Promise.resolve();
      }),
    );
  secrets
    .command("rotate")
    .addArgument(purpose())
    .description("make a new key, used from now on by every process; the one before is kept beside it until it is destroyed")
    .option("--json", "print JSON")
    .action((of: RotatedPurpose, options: { json?: true }) =>
      context.withHouse(async (house) => {
        const kept = await house.rotation.rotate(context.operator, of);
        if (kept instanceof Refusal) return context.fail(kept.code, kept.message);
        context.print(options.json === true ? JSON.stringify(kept, null, 2) : shown(kept));
      }),
    );
  secrets
    .command("destroy")
    .addArgument(purpose())
    .argument("<key>", "the name of the key before, as `yusr secrets list` shows it")
    .description("forget the key before, for good: what it made stands for nobody from then on")
    .option("--yes", "do it; without, only say what would go")
    .option("--json", "print JSON")
    .action((of: RotatedPurpose, keyId: string, options: { yes?: true; json?: true }) =>
      context.withHouse(async (house) => {
        if (!house.rotation.list(context.operator).some((key) => key.purpose === of && key.keyId === keyId && key.state === "PREVIOUS")) {
          return context.fail("NO_PREVIOUS_KEY", `There is no key ${keyId} of ${of} that was replaced.`);
        }
        const rows = await house.rotation.wouldGo(context.operator, of, keyId);
        if (options.yes !== true) return context.fail("NOT_CONFIRMED", `${GOES[of](rows.toLocaleString("en"))} Backups of the keys still hold it: destroy these too. Say --yes to do it.`);
        const refusal = await house.rotation.destroy(context.operator, of, keyId);
        if (refusal !== undefined) return context.fail(refusal.code, refusal.message);
        context.print(options.json === true ? JSON.stringify({ purpose: of, keyId, rows }) : `Destroyed ${keyId} of ${of}. ${GOES[of](rows.toLocaleString("en"))}`);
      }),
    );
};
