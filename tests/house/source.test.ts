import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { exportsOf, type SourceFile, sourceFile, sourceFiles } from "../support/source-files";

const MODULES = ["catalogue", "transactions", "surveys", "voice", "tallies", "reports", "improvement"];
const files = sourceFiles();

/** Files whose name shares no word with what they export, or is not written in kebab-case. */
function misnamed(all: readonly SourceFile[]): readonly string[] {
  return all
    .filter(({ path, tree }) => {
      const base = path.replace(/^.*\//u, "").replace(/\.ts$/u, "");
      if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?$/u.test(base)) return true;
      // `create-agency.service.ts` exports CreateAgencyService, `scalars.ts` TimestampScalar: name and export share a word.
      // The role alone (Service, Entity) names a collection, never one thing.
      const one = new Set(exportsOf(tree).map(({ name }) => name)).size === 1;
      const words = new Set((one ? (base.split(".")[0] ?? "") : base).split(/[.-]/u).map((word) => word.replace(/s$/u, "")));
      const exported = exportsOf(tree).flatMap(({ name }) => name.replace(/([a-z0-9])([A-Z])/gu, "$1_$2").toLowerCase().split("_"));
      return exported.length > 0 && !exported.some((word) => words.has(word.replace(/s$/u, "")));
    })
    .map(({ path }) => path);
}

/** Exports of domain, statistics and the services without a doc-comment. */
function silent(all: readonly SourceFile[]): readonly string[] {
  return all
    .filter(({ path }) => /^(statistics|[a-z]+\/domain)\/|\.service\.ts$|\.lookup\.ts$|\/ports\//u.test(path))
    .flatMap(({ path, tree }) => {
      // A const and its type of the same name are one thing.
      const documented = new Set(exportsOf(tree).filter((item) => item.documented).map((item) => item.name));
      return exportsOf(tree).filter((item) => !documented.has(item.name) && !ts.isInterfaceDeclaration(item.node) && !ts.isTypeAliasDeclaration(item.node)).map((item) => `${path} ${item.name}`);
    });
}

/** Methods of services that an actor may call and that do something before they ask whether the actor may. */
function unguarded(all: readonly SourceFile[]): readonly string[] {
  return all
    .filter(({ path }) => path.endsWith(".service.ts"))
    .flatMap(({ path, tree }) =>
      tree.statements.filter(ts.isClassDeclaration).flatMap((service) =>
        service.members
          .filter(ts.isMethodDeclaration)
          .filter((method) => method.parameters[0]?.type?.getText(tree) === "Actor")
          .filter((method) => !(ts.getModifiers(method) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.PrivateKeyword))
          .filter((method) => !/^this\.access\.require\(actor, /u.test(method.body?.statements[0]?.getText(tree) ?? ""))
          .map((method) => `${path} ${method.name.getText(tree)}`),
      ),
    );
}

test("a file is named after what it exports, in kebab-case", () => {
  expect(misnamed(files)).toEqual([]);
  const planted = [sourceFile("surveys/thing.service.ts", "export class AskService {}"), sourceFile("surveys/askThing.ts", "export const askThing = 1;"), sourceFile("surveys/ask-thing.ts", "export const askThing = 1;")];
  expect(misnamed(planted)).toEqual(["surveys/thing.service.ts", "surveys/askThing.ts"]);
});

test("what domain, statistics and the services export says what it is", () => {
  expect(silent(files)).toEqual([]);
  const text = "export const silent = 1;\n/** Says. */\nexport const said = 1;";
  expect(silent([sourceFile("statistics/mean.ts", text), sourceFile("surveys/domain/mean.ts", text), sourceFile("surveys/storage/mean.ts", text)])).toEqual(["statistics/mean.ts silent", "surveys/domain/mean.ts silent"]);
});

test("authorisation is the first line of every use case", () => {
  expect(unguarded(files)).toEqual([]);
  const late = `class Ask {
    late(actor: Actor) { this.begin(); this.access.require(actor, "x"); }
    never(actor: Actor) { return 1; }
    first(actor: Actor) { this.access.require(actor, "x"); }
    private hand(actor: Actor) { return 1; }
  }`;
  expect(unguarded([sourceFile("surveys/ask.service.ts", late)])).toEqual(["surveys/ask.service.ts late", "surveys/ask.service.ts never"]);
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
