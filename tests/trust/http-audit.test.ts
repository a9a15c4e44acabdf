import { auditServer } from "graphql-http";
import { figure } from "../support/figures";
import { startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let key: string;
beforeAll(async () => {
  app = await startTestApp();
  key = await app.key({ role: "office" });
});
afterAll(() => app.close());

/** Each would be a way for somebody else's page to make a browser ask; and a status of 400 says more than one of 200. */
const DECLINED = ["5A70", "D6D5", "6A70", "572B", "FDE2", "7B9B"];

test("S3 GraphQL over HTTP as the specification says: every MUST, and of 61 audits all but six that we decline", async () => {
  const results = await auditServer({
    url: `${app.address}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${key}` } }),
  });
  expect(results.filter(({ status }) => status === "error")).toEqual([]);
  expect(results.filter(({ status }) => status !== "ok").map(({ id }) => id).sort()).toEqual([...DECLINED].sort());
  const held = results.filter(({ status }) => status === "ok").length;
  expect(held).toBeGreaterThanOrEqual(55);
  figure("S3", `${String(held)} of ${String(results.length)} audits`);
});
