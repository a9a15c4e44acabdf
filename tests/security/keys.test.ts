import { setTimeout } from "node:timers/promises";
import { securityModule } from "../../src/security/security.module";
import { givenAgency } from "../support/fixtures";
import { OPERATOR, startTestApp, TEST_KEYS, type TestApp } from "../support/test-app";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const VIEWER = "{ viewer { role keyId } }";

test("a key works from its making to its revocation, and its secret is stored nowhere", async () => {
  const { key, keyId } = await app.house.security.keys.create(OPERATOR, { role: "office" }, "weekly report");
  expect((await app.send(key, VIEWER)).data).toEqual({ viewer: { role: "office", keyId } });
  const rows = JSON.stringify(await app.house.dataSource.query("SELECT * FROM api_key"));
  expect(rows).not.toContain(key.split("_").at(-1));
  expect(await app.house.security.keys.revoke(OPERATOR, keyId)).toBeUndefined();
  const after = await app.send(key, VIEWER);
  expect([after.status, after.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
  expect(await app.house.security.keys.revoke(OPERATOR, keyId)).toMatchObject({ code: "NOT_FOUND" });
});

test("a key revoked in another process is believed here for half a second at most", async () => {
  const { units, dataSource } = app.house;
  const other = securityModule({ dataSource, units, clock: () => new Date(), secretKeys: TEST_KEYS });
  const { key, keyId } = await app.house.security.keys.create(OPERATOR, { role: "office" }, "two processes");
  expect(await other.keys.actorOf(key)).toMatchObject({ kind: "office" });
  await app.house.security.keys.revoke(OPERATOR, keyId);
  await setTimeout(550);
  expect(await other.keys.actorOf(key)).toBeUndefined();
});

test("nobody is nobody, and a wrong secret is no key", async () => {
  const anonymous = await app.send(undefined, VIEWER);
  expect([anonymous.status, anonymous.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
  const key = await app.key({ role: "admin" });
  const wrong = await app.send(`${key.slice(0, -2)}AA`, VIEWER);
  expect([wrong.status, wrong.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
});

test("making and revoking stand in the audit log, which the application cannot change", async () => {
  await app.key({ role: "office" });
  const rows: { actor: string; action: string }[] = await app.house.dataSource.query("SELECT actor, action FROM audit_entry");
  expect(rows).toContainEqual({ actor: "operator:test", action: "createKey" });
  const agency = await givenAgency(app);
  await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
  expect(await app.house.dataSource.query("SELECT target - 'keyId' AS target FROM audit_entry WHERE action = 'createKey' AND target ->> 'role' = 'owner'")).toEqual([
    { target: { role: "owner", agency: agency.id, services: null } },
  ]);
  await expect(app.house.dataSource.query("DELETE FROM audit_entry")).rejects.toThrow(/permission denied/u);
});
