import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { Config, ConfigError, readConfig, SECRET_VARIABLES, VARIABLES } from "../../src/config/config";
import { oidcOf } from "../../src/config/oidc-of";

const root = join(__dirname, "../..");
const secret = "A".repeat(43);

/** What the class says about a variable. */
function documented(): Map<string, string> {
  const tree = ts.createSourceFile("config.ts", readFileSync(join(root, "src/config/config.ts"), "utf8"), ts.ScriptTarget.ES2022, true);
  const comments = new Map<string, string>();
  for (const statement of tree.statements.filter(ts.isClassDeclaration).filter((declaration) => declaration.name?.text === "Config")) {
    for (const member of statement.members.filter(ts.isPropertyDeclaration)) {
      comments.set(member.name.getText(), ts.getJSDocCommentsAndTags(member).map((doc) => String(doc.comment)).join(" "));
    }
  }
  return comments;
}

test("every variable has a comment and a rule, and stands in .env.example and in the README", () => {
  expect([...documented().keys()]).toEqual(VARIABLES);
  const example = readFileSync(join(root, ".env.example"), "utf8");
  const defaults: any = new Config();
  const expected = [...documented()].map(([name, comment]) => `# ${comment}\n#${name}=${String(defaults[name] ?? "")}\n`).join("\n");
  expect(example.slice(example.indexOf("# Any PostgreSQL"))).toBe(expected);
  const readme = readFileSync(join(root, "README.md"), "utf8");
  for (const name of VARIABLES) expect(readme).toContain(`| \`${name}\` |`);
});

test("an empty environment is a valid one", () => {
  expect(readConfig({})).toMatchObject({ PORT: 4000, YUSR_DEMO: "on", YUSR_MINIMUM_CELL: 10 });
  expect(readConfig({ PORT: " ", YUSR_DEMO: "" })).toMatchObject({ PORT: 4000, YUSR_DEMO: "on" });
});

test("people reach it where it is said, else where it listens, without a slash at the end", () => {
  expect(readConfig({ YUSR_PUBLIC_URL: "https://yusr.example/" }).publicUrl).toBe("https://yusr.example");
  expect(readConfig({ PORT: "4100" }).publicUrl).toBe("http://127.0.0.1:4100");
});

test("who asks is named in both languages, and where changes are told is an address", () => {
  expect(readConfig({ YUSR_OFFICE_NAME_AR: "المركز", YUSR_OFFICE_NAME_EN: "The centre", YUSR_CHANGES_URL: "https://changes.example.om" })).toMatchObject({ YUSR_OFFICE_NAME_AR: "المركز", YUSR_OFFICE_NAME_EN: "The centre", YUSR_CHANGES_URL: "https://changes.example.om" });
  expect(() => readConfig({ YUSR_CHANGES_URL: "javascript:alert(1)" })).toThrow("YUSR_CHANGES_URL");
});

test("every problem is named at once, and no value is repeated", () => {
  const bad = { PORT: "99999", YUSR_DEMO: "perhaps", YUSR_MINIMUM_CELL: "few", DATABASE_URL: "mysql://u:hunter2@h/d", YUSR_TYPO: "1" };
  let problems: readonly string[] = [];
  try {
    readConfig(bad);
  } catch (error) {
    problems = error instanceof ConfigError ? error.problems : [];
  }
  const text = problems.join("\n");
  for (const name of ["PORT", "YUSR_DEMO", "YUSR_MINIMUM_CELL", "DATABASE_URL", "YUSR_TYPO", ...Object.values(SECRET_VARIABLES)]) expect(text).toContain(name);
  expect(text).not.toContain("hunter2");
});

test("a database of one's own needs keys of one's own", () => {
  const env = { DATABASE_URL: "postgres://u@h/d", ...Object.fromEntries(Object.values(SECRET_VARIABLES).map((name) => [name, secret])) };
  expect(readConfig(env).DATABASE_URL).toBe("postgres://u@h/d");
  expect(() => readConfig({ ...env, YUSR_KEY_TOKEN: "" })).toThrow(/YUSR_KEY_TOKEN is required/u);
});

test("a provider of identities is taken whole or not at all, and never over an open line", () => {
  const oidc = { YUSR_OIDC_ISSUER: "https://id.example", YUSR_OIDC_AUDIENCE: "yusr" };
  expect(oidcOf(readConfig({}))).toBeUndefined();
  expect(oidcOf(readConfig({ ...oidc, YUSR_OIDC_ROLES: "owner=a,owner=b,admin=c" }))).toEqual({
    issuer: "https://id.example", audience: "yusr", jwksUrl: undefined, roleClaim: "roles", agencyClaim: "agency", servicesClaim: undefined,
    roles: new Map([["a", "owner"], ["b", "owner"], ["c", "admin"]]),
  });
  expect(readConfig({ ...oidc, YUSR_OIDC_ISSUER: "http://localhost:9000/realms/x" }).YUSR_OIDC_ISSUER).toBe("http://localhost:9000/realms/x");
  expect(() => readConfig({ YUSR_OIDC_ISSUER: "https://id.example" })).toThrow(/YUSR_OIDC_AUDIENCE is required/u);
  expect(() => readConfig({ YUSR_OIDC_AUDIENCE: "yusr" })).toThrow(/means nothing without YUSR_OIDC_ISSUER/u);
  expect(() => readConfig({ ...oidc, YUSR_OIDC_ISSUER: "http://id.example" })).toThrow(/YUSR_OIDC_ISSUER must be an https address/u);
  expect(() => readConfig({ ...oidc, YUSR_OIDC_JWKS_URL: "http://localhost.example/keys" })).toThrow(/YUSR_OIDC_JWKS_URL must be an https address/u);
  expect(() => readConfig({ ...oidc, YUSR_OIDC_ROLES: "king=crown" })).toThrow(/YUSR_OIDC_ROLES must look like/u);
});
