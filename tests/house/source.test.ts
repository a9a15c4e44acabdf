import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { exportsOf, sourceFiles } from "../support/source-files";

const MODULES = ["catalogue", "transactions", "surveys", "voice", "tallies", "reports", "improvement"];
const files = sourceFiles();

test("a file is named after what it exports, in kebab-case", () => {
  const astray = files.filter(({ path, tree }) => {
    const base = path.replace(/^.*\//u, "").replace(/\.ts$/u, "");
    if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?$/u.test(base)) return true;
    // `create-agency.service.ts` exports CreateAgencyService, `scalars.ts` TimestampScalar: name and export share a word.
    const words = new Set(base.split(/[.-]/u).map((word) => word.replace(/s$/u, "")));
    const exported = exportsOf(tree).flatMap(({ name }) => name.replace(/([a-z0-9])([A-Z])/gu, "$1_$2").toLowerCase().split("_"));
    return exported.length > 0 && !exported.some((word) => words.has(word.replace(/s$/u, "")));
  });
  expect(astray.map(({ path }) => path)).toEqual([]);
});

test("what domain, statistics and the services export says what it is", () => {
  const silent = files
    .filter(({ path }) => /^(statistics|[a-z]+\/domain)\/|\.service\.ts$|\.lookup\.ts$|\/ports\//u.test(path))
    .flatMap(({ path, tree }) => {
      // A const and its type of the same name are one thing.
      const documented = new Set(exportsOf(tree).filter((item) => item.documented).map((item) => item.name));
      return exportsOf(tree).filter((item) => !documented.has(item.name) && !ts.isInterfaceDeclaration(item.node) && !ts.isTypeAliasDeclaration(item.node)).map((item) => `${path} ${item.name}`);
    });
  expect(silent).toEqual([]);
});

test("authorisation is the first line of every use case", () => {
  const late = files
    .filter(({ path }) => path.endsWith(".service.ts"))
    .flatMap(({ path, tree }) =>
      tree.statements.filter(ts.isClassDeclaration).flatMap((service) =>
        service.members
          .filter(ts.isMethodDeclaration)
          .filter((method) => method.parameters[0]?.type?.getText() === "Actor")
          .filter((method) => !(ts.getModifiers(method) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.PrivateKeyword))
          .filter((method) => !/^this\.access\.require\(actor, /u.test(method.body?.statements[0]?.getText() ?? ""))
          .map((method) => `${path} ${method.name.getText()}`),
      ),
    );
  expect(late).toEqual([]);
});

test("every module has the same inside and a README", () => {
  for (const module of MODULES) {
    const folder = join(__dirname, "../../src", module);
    if (!existsSync(folder) || readdirSync(folder).length === 0) continue;
    const strange = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
      // Plain files are hands that several use cases share: docs/decisions/0001.
      entry.isDirectory() ? !["api", "domain", "storage", "ports"].includes(entry.name) : !/^[a-z-]+(\.(service|lookup|module))?\.ts$|^README\.md$|^wording\.json$/u.test(entry.name),
    );
    expect([module, strange.map((entry) => entry.name)]).toEqual([module, []]);
    expect([module, existsSync(join(folder, "README.md"))]).toEqual([module, true]);
  }
});
