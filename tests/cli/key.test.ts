import { addKeyCommand } from "../../src/cli/key.command";
import type { MadeKey } from "../../src/security/keys.service";
import { givenPortal, givenService } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const key = (...args: readonly string[]): Promise<CliRun> => runCommand(app.house, [addKeyCommand], "key", ...args);
const role = async (apiKey: string): Promise<unknown> => (await app.send(apiKey, "{ viewer { role } }")).data?.viewer.role;

test("a key of every role is made, works, is listed without its secret and can be revoked", async () => {
  const service = await givenService(app);
  const portal = await givenPortal(app, { services: [service] });
  const lines: Record<string, string[]> = {
    portal: ["--portal", portal.code],
    owner: ["--agency", service.agencyCode, "--service", service.code],
    office: [],
    admin: ["--expires", "2999-01-01T00:00:00Z"],
  };
  for (const [name, args] of Object.entries(lines)) {
    const { out } = await key("create", "--role", name, ...args);
    expect(await role(out)).toBe(name);
  }
  const made = JSON.parse((await key("create", "--role", "office", "--label", "weekly", "--json")).out);
  const list = await key("list");
  expect(list.out).toContain(made.keyId);
  expect(list.out).toContain("weekly");
  expect(list.out + (await key("list", "--json")).out).not.toContain(made.key.split("_").slice(3).join("_"));
  expect((await key("revoke", made.keyId)).failed).toBeUndefined();
  expect(await role(made.key)).toBeUndefined();
  expect((await key("revoke", made.keyId)).failed).toMatchObject({ code: "NOT_FOUND" });
});

test("a key made for reading alone, rotated, says so in the list", async () => {
  const made: MadeKey = JSON.parse((await key("create", "--role", "office", "--scope", "read", "--expires", new Date(Date.now() + 3 * 86_400_000).toISOString(), "--json")).out);
  const warned = await key("list");
  expect(warned.out).toMatch(new RegExp(`${made.keyId} .*read  ends soon`, "u"));
  expect(warned.err).toContain(`yusr key rotate ${made.keyId}`);
  const rotated: MadeKey = JSON.parse((await key("rotate", made.keyId, "--overlap", "12h", "--json")).out);
  expect([await role(made.key), await role(rotated.key)]).toEqual(["office", "office"]);
  expect((await key("list")).out).toMatch(new RegExp(`${rotated.keyId} .*read  in the place of ${made.keyId}`, "u"));
  expect((await key("rotate", made.keyId)).failed).toMatchObject({ code: "ALREADY_REPLACED" });
  expect((await key("rotate", "nope")).failed).toMatchObject({ code: "NOT_FOUND" });
  await expect(key("rotate", rotated.keyId, "--overlap", "soon")).rejects.toThrow(/7d/u);
  expect((await key("create", "--role", "office", "--scope", "intake")).failed).toMatchObject({ code: "UNKNOWN_SCOPE" });
});

test("what is missing or unknown is refused with its code", async () => {
  const { agencyCode } = await givenService(app);
  expect((await key("create", "--role", "king")).failed).toMatchObject({ code: "UNKNOWN_ROLE" });
  expect((await key("create", "--role", "portal")).failed).toMatchObject({ code: "PORTAL_REQUIRED" });
  expect((await key("create", "--role", "portal", "--portal", "nope")).failed).toMatchObject({ code: "NOT_FOUND" });
  expect((await key("create", "--role", "owner")).failed).toMatchObject({ code: "AGENCY_REQUIRED" });
  expect((await key("create", "--role", "owner", "--agency", agencyCode, "--service", "nope")).failed).toMatchObject({ code: "NOT_FOUND" });
  await expect(key("create", "--role", "admin", "--expires", "2027-01-01T00:00:00")).rejects.toThrow(/offset/u);
});
