import { InvalidArgumentError } from "commander";
import type { House } from "../app";
import type { KeyGrant, KeyInfo } from "../security/keys.service";
import { parseInstant } from "../shared/instant";
import type { AddCommand, CliContext } from "./cli-context";

interface CreateOptions {
  readonly role: string;
  readonly portal?: string;
  readonly agency?: string;
  readonly service?: readonly string[];
  readonly label?: string;
  readonly expires?: Date;
  readonly json?: true;
}

/** `yusr key create|list|revoke`: who may come in. */
export const addKeyCommand: AddCommand = (program, context) => {
  const keys = program.command("key").description("make, list and revoke API keys");

  keys
    .command("create")
    .description("make a key and print it, for the only time")
    .requiredOption("--role <role>", "portal, owner, office or admin")
    .option("--portal <code>", "the portal it belongs to (role portal)")
    .option("--agency <code>", "the agency it belongs to (role owner)")
    .option("--service <code...>", "only these services of the agency (role owner; default: all of them)")
    .option("--label <text>", "what it is for")
    .option("--expires <time>", "when it ends, such as 2027-01-01T00:00:00+04:00", instant)
    .option("--json", "print JSON")
    .action((options: CreateOptions) =>
      context.withHouse(async (house) => {
        const grant = await grantOf(house, options, context);
        const made = await house.security.keys.create(context.operator, grant, options.label ?? `${options.role} key`, options.expires ?? null);
        context.print(options.json === true ? JSON.stringify(made) : made.key);
        if (options.json !== true) context.say(`Keep it safe: it is not stored and cannot be shown again. To end it: yusr key revoke ${made.keyId}`);
      }),
    );

  keys
    .command("list")
    .description("list all keys, without their secrets")
    .option("--json", "print JSON")
    .action((options: { json?: true }) =>
      context.withHouse(async (house) => {
        const rows = await house.security.keys.list(context.operator);
        if (options.json === true) context.print(JSON.stringify(rows));
        else if (rows.length === 0) context.say("There are no keys yet: yusr key create --role admin");
        else context.print(rows.map(line).join("\n"));
      }),
    );

  keys
    .command("revoke")
    .argument("<key id>", "the public part of the key, as `yusr key list` shows it")
    .description("end a key from now on")
    .action((keyId: string) =>
      context.withHouse(async (house) => {
        const refusal = await house.security.keys.revoke(context.operator, keyId);
        if (refusal !== undefined) context.fail(refusal.code, `There is no key ${keyId} that still works.`);
        context.say(`Revoked ${keyId}.`);
      }),
    );
};

async function grantOf(house: House, options: CreateOptions, context: CliContext): Promise<KeyGrant> {
  const { lookup } = house.catalogue;
  switch (options.role) {
    case "office":
    case "admin":
      return { role: options.role };
    case "portal": {
      const code = options.portal ?? context.fail("PORTAL_REQUIRED", "A portal's key needs --portal <code>.");
      const portalId = await house.units.read((unit) => lookup.portal(unit, code));
      return { role: "portal", portalId: portalId ?? context.fail("NOT_FOUND", `There is no portal ${code}.`) };
    }
    case "owner": {
      const code = options.agency ?? context.fail("AGENCY_REQUIRED", "An owner's key needs --agency <code>.");
      const agencyId = (await house.units.read((unit) => lookup.agency(unit, code))) ?? context.fail("NOT_FOUND", `There is no agency ${code}.`);
      return { role: "owner", agencyId, serviceIds: await servicesOf(house, code, options.service, context) };
    }
    default:
      return context.fail("UNKNOWN_ROLE", "The role is portal, owner, office or admin.");
  }
}

async function servicesOf(house: House, agency: string, codes: readonly string[] | undefined, context: CliContext): Promise<readonly string[] | undefined> {
  if (codes === undefined) return undefined;
  const names = codes.map((code) => `${agency}/${code}`);
  const named = await house.units.read((unit) => house.catalogue.lookup.named(unit, names));
  return names.map((name) => {
    const service = named.get(name);
    return service?.found === "ONE" ? service.serviceId : context.fail("NOT_FOUND", `There is no service ${name}.`);
  });
}

function line(key: KeyInfo): string {
  const state = key.revokedAt !== null ? "revoked" : key.expiresAt === null ? "works" : `until ${key.expiresAt.toISOString()}`;
  return [key.keyId, key.role.padEnd(6), state.padEnd(7), (key.lastUsedAt?.toISOString() ?? "never used").padEnd(24), key.label].join("  ");
}

function instant(text: string): Date {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new InvalidArgumentError("It must be a time with an offset, such as 2027-01-01T00:00:00+04:00.");
  return parsed;
}
