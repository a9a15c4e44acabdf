import { addAuditCommand } from "../../src/cli/audit.command";
import { addKeyCommand } from "../../src/cli/key.command";
import { withClient } from "../../src/database/roles";
import { AccessDenied } from "../../src/security/access";
import { fine } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  for (let i = 0; i < 5; i += 1) await app.key({ role: "office" });
});
afterAll(() => app.close());

const audit = (...args: readonly string[]): Promise<CliRun> => runCommand(app.house, [addAuditCommand, addKeyCommand], "audit", ...args);
/** As whoever keeps the database, and puts back what they changed. */
const behind = async (change: string, back: string, look: () => Promise<void>): Promise<void> => {
  await withClient({ url: app.database.url }, async (client) => {
    await client.query("CREATE TABLE kept AS SELECT * FROM audit_entry; CREATE TABLE kept_links AS SELECT * FROM audit_link");
    await client.query(change);
    await look();
    await client.query(`${back}; DROP TABLE kept, kept_links`);
  });
};
const RESTORE = "DELETE FROM audit_entry; INSERT INTO audit_entry SELECT * FROM kept; DELETE FROM audit_link; INSERT INTO audit_link SELECT * FROM kept_links";

test("every act is linked once, whoever links, and the chain holds; the head is told, and found again", async () => {
  const system = { kind: "system", job: "test" } as const;
  const linked = await Promise.all(Array.from({ length: 4 }, () => app.house.security.chain.extend(system)));
  expect(linked.reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(5);
  const first = await audit("verify");
  expect(first.failed).toBeUndefined();
  const [, head = ""] = /none wrong\. Head: (\d+:[0-9a-f]{64})/u.exec(first.out) ?? [];
  await app.key({ role: "admin" });
  const later = JSON.parse((await audit("verify", "--expect", head, "--json")).out);
  expect(later).toMatchObject({ problems: [], anchored: true });
  expect(later.links).toBe(Number(head.split(":")[0]) + 1);
  const lines = (await audit("export")).out.trim().split("\n").map((line) => JSON.parse(line));
  expect(lines).toHaveLength(later.links);
  expect(lines.at(-1)).toMatchObject({ position: later.links, digest: later.head.digest, entry: { action: "createKey" } });
});

test.each([
  ["an entry that was changed", "UPDATE audit_entry SET actor = 'nobody' WHERE id = (SELECT entry_id FROM audit_link WHERE position = 2)", [{ position: 2, kind: "CHANGED" }]],
  ["a target that was changed", `UPDATE audit_entry SET target = target || '{"keyId": "other"}' WHERE id = (SELECT entry_id FROM audit_link WHERE position = 3)`, [{ position: 3, kind: "CHANGED" }]],
  ["an entry that was deleted", "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE position = 2)", [{ position: 2, kind: "GONE" }]],
  ["an entry deleted with its link", "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE position = 2); DELETE FROM audit_link WHERE position = 2", [{ position: 3, kind: "CUT" }]],
  ["two entries that changed places", "UPDATE audit_link SET entry_id = gen_random_uuid() WHERE position = 2; UPDATE audit_link SET entry_id = (SELECT entry_id FROM kept_links WHERE position = 2) WHERE position = 3; UPDATE audit_link SET entry_id = (SELECT entry_id FROM kept_links WHERE position = 3) WHERE position = 2", [{ position: 2, kind: "CHANGED" }, { position: 3, kind: "CHANGED" }]],
])("control: %s is found", async (_, change, problems) => {
  await behind(change, RESTORE, async () => {
    const verified = await audit("verify", "--json");
    expect(JSON.parse(verified.out).problems).toEqual(problems);
    expect(verified.failed).toMatchObject({ code: "AUDIT_LOG_CHANGED" });
  });
  expect((await audit("verify")).failed).toBeUndefined();
});

test("control: a chain whose end was cut holds by itself, and is found by a head that was kept", async () => {
  const { head } = JSON.parse((await audit("verify", "--json")).out);
  const kept = `${String(head.position)}:${String(head.digest)}`;
  await behind("DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link ORDER BY position DESC LIMIT 1); DELETE FROM audit_link WHERE position = (SELECT max(position) FROM audit_link)", RESTORE, async () => {
    expect((await audit("verify")).failed).toBeUndefined();
    expect((await audit("verify", "--expect", kept)).failed).toMatchObject({ code: "AUDIT_HEAD_MISSING" });
  });
});

test("a head that is none is refused; only whoever may read the log may verify it; the application cannot change the chain", async () => {
  for (const bad of ["1", "x:y", `0:${"a".repeat(64)}`, `1:${"A".repeat(64)}`]) expect((await audit("verify", "--expect", bad)).failed).toMatchObject({ code: "INVALID_HEAD" });
  const { chain } = app.house.security;
  await expect(chain.verify({ kind: "anonymous" }, undefined)).rejects.toEqual(new AccessDenied("UNAUTHENTICATED"));
  await expect(chain.verify({ kind: "office", keyId: "k" }, undefined)).rejects.toEqual(new AccessDenied("FORBIDDEN"));
  await expect(chain.extend({ kind: "admin", keyId: "k" })).rejects.toEqual(new AccessDenied("FORBIDDEN"));
  expect(fine(await chain.verify(OPERATOR, undefined)).problems).toEqual([]);
  for (const sql of ["UPDATE audit_link SET position = 99", "DELETE FROM audit_link", "DELETE FROM audit_entry"]) await expect(app.house.dataSource.query(sql)).rejects.toThrow(/permission denied/u);
});
