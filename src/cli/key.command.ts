import { InvalidArgumentError } from "commander";
import type { House } from "../app";
import type { KeyGrant, KeyInfo } from "../security/keys.service";
import { type Scope, scopesOf } from "../security/scope";
import { parseInstant } from "../shared/instant";
import { Refusal } from "../shared/refusal";
import type { AddCommand, CliContext } from "./cli-context";

interface CreateOptions {
  readonly role: string;
  readonly portal?: string;
  readonly agency?: string;
  readonly service?: readonly string[];
  readonly scope?: readonly string[];
  readonly label?: string;
  readonly expires?: Date;
  readonly json?: true;
}

const WARNINGS: Readonly<Record<NonNullable<KeyInfo["warning"]>, string>> = { ENDS_SOON: "ends soon", UNUSED: "unused for three months" };

const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000 };

/** `yusr key create|list|rotate|revoke`: who may come in. */
export const addKeyCommand: AddCommand = (program, context) => {
  const keys = program.command("key").description("make, list, rotate and revoke API keys");

  keys
    .command("create")
    .description("make a key and print it, for the only time")
    .requiredOption("--role <role>", "portal, owner, office or admin")
    .option("--portal <code>", "the portal it belongs to (role portal)")
    .option("--agency <code>", "the agency it belongs to (role owner)")
    .option("--service <code...>", "only these services of the agency (role owner; default: all of them)")
    .option("--scope <scope...>", "only for this: intake, invitations, responses (role portal), read (other roles); default: all that the role may")
    .option("--label <text>", "what it is for")
    .option("--expires <time>", "when it ends, such as 2027-01-01T00:00:00+04:00", instant)
    .option("--json", "print JSON")
    .action((options: CreateOptions) =>
      context.withHouse(async (house) => {
        const grant = await grantOf(house, options, context);
        const made = await house.security.keys.create(context.operator, grant, options.label ?? `${options.role} key`, options.expires ?? null, scopesFor(grant.role, options.scope, context));
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
        if (options.json !== true) for (const row of rows.filter(({ warning }) => warning === "ENDS_SOON")) context.say(`${row.keyId} ends soon: yusr key rotate ${row.keyId}`);
      }),
    );

  keys
    .command("rotate")
    .argument("<key id>", "the public part of the key, as `yusr key list` shows it")
    .description("make a key in the place of another and print it, for the only time; both work until the overlap is over")
    .option("--overlap <time>", "how long the old one still works: 7d, 12h, 30m or 0m", overlap, 7 * UNITS.d)
    .option("--json", "print JSON")
    .action((keyId: string, options: { readonly overlap: number; readonly json?: true }) =>
      context.withHouse(async (house) => {
        const made = await house.security.keys.rotate(context.operator, keyId, options.overlap);
        if (made instanceof Refusal) return context.fail(made.code, made.code === "NOT_FOUND" ? `There is no key ${keyId} that still works.` : made.message);
        context.print(options.json === true ? JSON.stringify(made) : made.key);
        if (options.json !== true) context.say(`Keep it safe: it is not stored and cannot be shown again. ${keyId} works until ${made.oldEndsAt.toISOString()}.`);
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

function scopesFor(role: KeyGrant["role"], asked: readonly string[] | undefined, context: CliContext): readonly Scope[] | null {
  if (asked === undefined) return null;
  const known = scopesOf(role);
  return asked.map((name) => known.find((scope) => scope === name) ?? context.fail("UNKNOWN_SCOPE", `A key of role ${role} may be limited to: ${known.join(", ")}.`));
}

function line(key: KeyInfo): string {
  const state = key.revokedAt !== null ? "revoked" : key.expiresAt === null ? "works" : `until ${key.expiresAt.toISOString()}`;
  const notes = [key.scopes?.join("+"), key.replaces === null ? undefined : `in the place of ${key.replaces}`, key.warning === null ? undefined : WARNINGS[key.warning]];
  return [key.keyId, key.role.padEnd(6), state.padEnd(7), (key.lastUsedAt?.toISOString() ?? "never used").padEnd(24), key.label, ...notes.filter((note) => note !== undefined)].join("  ");
}

function overlap(text: string): number {
  const [, count, unit] = /^(\d{1,4})([dhm])$/u.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError("It must be a time such as 7d, 12h, 30m or 0m.");
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}

function instant(text: string): Date {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new InvalidArgumentError("It must be a time with an offset, such as 2027-01-01T00:00:00+04:00.");
  return parsed;
}
