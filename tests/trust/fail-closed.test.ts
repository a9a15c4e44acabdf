import { SECRET_VARIABLES } from "../../src/config/config";
import { withClient } from "../../src/database/roles";
import { startServer } from "../support/server-process";
import { startTestApp, type TestApp } from "../support/test-app";

const VIEWER = "{ viewer { role } }";

describe("S24: a key store that does not answer lets nobody in", () => {
  let app: TestApp;
  let key: string;
  beforeAll(async () => {
    app = await startTestApp();
    key = await app.key({ role: "admin" });
  });
  afterAll(() => app.close());

  const asOwner = (sql: string): Promise<unknown> => withClient({ url: app.database.url }, (client) => client.query(sql));

  test.each([
    ["it may not be asked", "REVOKE EXECUTE ON FUNCTION api_key_opens FROM yusr_app", "GRANT EXECUTE ON FUNCTION api_key_opens TO yusr_app"],
    ["the keys may not be read", "REVOKE SELECT ON api_key FROM yusr_app", "GRANT SELECT ON api_key TO yusr_app"],
    ["the keys are not there", "ALTER TABLE api_key RENAME TO elsewhere", "ALTER TABLE elsewhere RENAME TO api_key"],
    ["the secrets are not there", "ALTER TABLE api_key_secret RENAME TO elsewhere", "ALTER TABLE elsewhere RENAME TO api_key_secret"],
  ])("%s", async (_, breakIt, mend) => {
    expect((await app.send(key, VIEWER)).status).toBe(200);
    await asOwner(breakIt);
    // So long a process believes in a key that it has just seen.
    await new Promise((resolve) => setTimeout(resolve, 600));
    try {
      for (const sent of [key, key.replace(/.$/u, (last) => (last === "A" ? "B" : "A"))]) {
        const answer = await app.send(sent, VIEWER);
        expect([answer.status, answer.data, answer.errors[0].extensions.code]).toEqual([500, undefined, "INTERNAL_SERVER_ERROR"]);
        expect(JSON.stringify(answer.body)).not.toMatch(/api_key|elsewhere|permission/u);
      }
      const page = await fetch(`${app.address}/reports/weekly?agency=X`, { headers: { authorization: `Bearer ${key}` } });
      expect(page.status).toBe(500);
    } finally {
      await asOwner(mend);
    }
    expect((await app.send(key, VIEWER)).status).toBe(200);
  });
});

describe("S22: without a secret it needs, the server refuses to start and says which", () => {
  const secrets = Object.fromEntries(Object.values(SECRET_VARIABLES).map((name) => [name, "A".repeat(43)]));

  test.each(Object.values(SECRET_VARIABLES))("%s", async (name) => {
    const server = startServer({ DATABASE_URL: process.env["TEST_ADMIN_URL"] ?? "", ...secrets, [name]: "" });
    expect(await server.ended()).not.toBe(0);
    expect(server.output()).toContain(`${name} is required`);
    expect(server.output()).not.toContain("A".repeat(43));
    expect(server.output()).not.toContain("    at ");
  }, 60_000);
});
