import { checkEmbedOrigins } from "../../src/catalogue/domain/embed-origins";
import { newId } from "../../src/shared/new-id";
import { givenAgency, unusedCode } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";

const SET = `mutation ($agency: String!, $origins: [String!]!) {
  setEmbedOrigins(agency: $agency, origins: $origins) { ... on Agency { code embedOrigins } ... on Refusal { code path } }
}`;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

test("an agency's owner lists whose pages may show its surveys; each once, and it is in the audit log", async () => {
  const agency = await givenAgency(app);
  const owner = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
  expect((await app.send(owner, `{ agency(code: "${agency.code}") { embedOrigins } }`)).data.agency.embedOrigins).toEqual([]);
  const origins = ["https://portal.example.om", "http://localhost:5173", "https://portal.example.om", "https://a-b.example.om:8443"];
  const sorted = ["http://localhost:5173", "https://a-b.example.om:8443", "https://portal.example.om"];
  expect((await app.send(owner, SET, { agency: agency.code, origins })).data.setEmbedOrigins).toEqual({ code: agency.code, embedOrigins: sorted });
  expect((await app.send(owner, `{ agency(code: "${agency.code}") { embedOrigins } }`)).data.agency.embedOrigins).toEqual(sorted);
  expect(await app.house.units.read((unit) => app.house.catalogue.lookup.embedOrigins(unit, agency.id))).toEqual(sorted);
  const audited = await app.house.dataSource.query("SELECT target FROM audit_entry WHERE action = 'setEmbedOrigins'");
  expect(audited).toEqual([{ target: { agency: agency.code, origins: sorted.join(" ") } }]);
  const office = await app.key({ role: "office" });
  expect((await app.send(office, SET, { agency: agency.code, origins: [] })).data.setEmbedOrigins.embedOrigins).toEqual([]);
});

test("what a browser would not send as an origin is refused, and so does the database", async () => {
  const agency = await givenAgency(app);
  const office = await app.key({ role: "office" });
  const wrong = [
    "https://portal.example.om/", "https://portal.example.om/path", "https://Portal.example.om", "https://portal.example.om:443", "https://*.example.om", "https://om", "portal.example.om", "*", "",
    "http://portal.example.om", "https://u@portal.example.om", "https://portal.example.om;script-src *", "https://portal.example.om https://other.om", "javascript:alert(1)", "null", "https://portal.example.om\n", "https://a..om",
    "https://portal.example.om:99999", `https://${"a".repeat(200)}.om`,
  ];
  for (const origin of wrong) {
    expect((await app.send(office, SET, { agency: agency.code, origins: ["https://fine.example.om", origin] })).data.setEmbedOrigins).toEqual({ code: "INVALID_ORIGIN", path: ["origins", "1"] });
  }
  const many = Array.from({ length: 21 }, (_, i) => `https://p${String(i)}.example.om`);
  expect((await app.send(office, SET, { agency: agency.code, origins: many })).data.setEmbedOrigins).toEqual({ code: "TOO_MANY_ORIGINS", path: ["origins"] });
  for (const origin of ["http://portal.example.om", "https://*.example.om", "'none'", "https://portal.example.om;script-src"]) {
    await expect(app.house.dataSource.query("UPDATE agency SET embed_origins = $1 WHERE code = $2", [[origin], agency.code])).rejects.toThrow("agency_embed_origins_ck");
  }
});

test("a developer's own machine is for development only", () => {
  expect(checkEmbedOrigins(["http://localhost:5173"], true)).toBeUndefined();
  expect(checkEmbedOrigins(["http://localhost:5173"], false)).toMatchObject({ code: "INVALID_ORIGIN" });
});

test("nobody without a key, no portal; and an agency that is not yours, or of which you own some services, is not there", async () => {
  const agency = await givenAgency(app);
  expect((await app.send(undefined, SET, { agency: agency.code, origins: [] })).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  const others = [
    await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined }),
    await app.key({ role: "owner", agencyId: agency.id, serviceIds: [newId()] }),
  ];
  for (const key of others) {
    for (const code of [agency.code, unusedCode("NO")]) {
      expect((await app.send(key, SET, { agency: code, origins: ["wrong"] })).data.setEmbedOrigins).toEqual({ code: "NOT_FOUND", path: ["agency"] });
    }
  }
});
