import { Method } from "../../src/reports/domain/estimate";
import { METHOD_WORDS } from "../../src/reports/domain/method-words";
import { startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const METHODS = "query { methods { code says doesNotSay } }";

test("every method of an estimate has one sentence of what it says and one of what it does not, in both languages", async () => {
  const { data } = await app.send(await app.key({ role: "office" }), METHODS);
  expect(data.methods.map(({ code }: any) => code).toSorted()).toEqual(Object.keys(Method).toSorted());
  for (const { code, says, doesNotSay } of data.methods) {
    expect([code, says, doesNotSay]).toEqual([code, METHOD_WORDS[code as Method].says, METHOD_WORDS[code as Method].doesNotSay]);
    for (const { ar, en } of [says, doesNotSay]) expect([ar, en]).toEqual([expect.stringMatching(/^[^A-Za-z]*\p{Script=Arabic}.*\.$/u), expect.stringMatching(/^[A-Z][^.]*\.$/u)]);
  }
});

test("one by its code; a code that does not exist is refused before it is asked", async () => {
  const key = await app.key({ role: "owner", agencyId: "018f0000-0000-7000-8000-000000000000", serviceIds: undefined });
  expect((await app.send(key, "query { method(code: WILSON) { code says } }")).data.method).toEqual({ code: "WILSON", says: METHOD_WORDS.WILSON.says });
  expect((await app.send(key, "query { method(code: WALD) { code } }")).errors[0].extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
});

test("nobody and a portal are told nothing", async () => {
  const ask = async (key: string | undefined) => (await app.send(key, METHODS)).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
});
