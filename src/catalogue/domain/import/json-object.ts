import { Refusal } from "../../../shared/refusal";
import type { Texts } from "../../../shared/texts";

type Path = readonly (string | number)[];
type Plain = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields, not null and not a list. */
export function isObject(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads the fields of one object of a document that may hold anything. What is wrong is collected with its path, and a
 * value that fits stands in for it, so that one reading finds every problem. Codes: `MISSING`, `WRONG_TYPE`,
 * `NOT_IN_LIST`, `UNKNOWN_FIELD`.
 */
export class JsonObject {
  private readonly read = new Set<string>();
  /** Fields that were told to be wrong are not told to be missing as well. */
  private readonly wrong = new Set<string>();

  constructor(
    private readonly fields: Plain,
    readonly path: Path,
    private readonly problems: Refusal[],
  ) {}

  text(name: string): string {
    return this.optionalText(name) ?? this.missing(name, "");
  }

  optionalText(name: string): string | null {
    return this.optional(name, "a text", (value) => typeof value === "string");
  }

  /** A map from language tag to text. */
  texts(name: string): Texts {
    return this.optionalTexts(name) ?? this.missing(name, {});
  }

  optionalTexts(name: string): Texts | null {
    return this.optional(name, 'an object of texts, such as {"ar": "…", "en": "…"}', (value): value is Texts => isObject(value) && Object.entries(value).every(([tag, text]) => TAG.test(tag) && typeof text === "string"));
  }

  number(name: string): number {
    return this.optionalNumber(name) ?? this.missing(name, 1);
  }

  optionalNumber(name: string): number | null {
    return this.optional(name, "a number", (value) => typeof value === "number");
  }

  optionalFlag(name: string): boolean | null {
    return this.optional(name, "true or false", (value) => typeof value === "boolean");
  }

  choice<T extends string>(name: string, list: Readonly<Record<T, T>>): T {
    const [any] = Object.values<T>(list);
    const chosen = this.optionalChoice(name, list);
    if (chosen !== null || any === undefined) return chosen as T;
    return this.missing(name, any);
  }

  optionalChoice<T extends string>(name: string, list: Readonly<Record<T, T>>): T | null {
    const text = this.optionalText(name);
    if (text === null) return null;
    const found = Object.values<T>(list).find((code) => code === text);
    if (found === undefined) this.wrongly(name, "NOT_IN_LIST", `It must be one of ${Object.keys(list).join(", ")}.`);
    return found ?? null;
  }

  textList(name: string): readonly string[] {
    return this.optional(name, "a list of texts", (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === "string")) ?? [];
  }

  /** The objects of a list, with their places; null where the field is absent. */
  optionalObjects(name: string): readonly JsonObject[] | null {
    const list = this.optional(name, "a list of objects", (value): value is Plain[] => Array.isArray(value) && value.every(isObject));
    return list?.map((fields, i) => new JsonObject(fields, [...this.path, name, i], this.problems)) ?? null;
  }

  objects(name: string): readonly JsonObject[] {
    return this.optionalObjects(name) ?? [];
  }

  optionalObject(name: string): JsonObject | null {
    const fields = this.optional(name, "an object", isObject);
    return fields === null ? null : new JsonObject(fields, [...this.path, name], this.problems);
  }

  report(code: string, message: string, path: Path = []): void {
    this.problems.push(new Refusal(code, message, [...this.path, ...path]));
  }

  reportAll(problems: readonly (Refusal | undefined)[]): void {
    for (const problem of problems) if (problem !== undefined) this.problems.push(problem.under(...this.path));
  }

  /** Reports the fields nobody asked for: a misspelt field would otherwise be lost in silence. To be called last. */
  end(): void {
    for (const name of Object.keys(this.fields)) {
      if (!this.read.has(name)) this.report("UNKNOWN_FIELD", `Nothing is known by this name here. Known: ${[...this.read].join(", ")}.`, [name]);
    }
  }

  private optional<T>(name: string, kind: string, fits: (value: unknown) => value is T): T | null {
    this.read.add(name);
    const value = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
    if (value === undefined || value === null) return null;
    if (fits(value)) return value;
    this.wrongly(name, "WRONG_TYPE", `It must be ${kind}.`);
    return null;
  }

  private wrongly(name: string, code: string, message: string): void {
    this.wrong.add(name);
    this.report(code, message, [name]);
  }

  private missing<T>(name: string, instead: T): T {
    if (!this.wrong.has(name)) this.report("MISSING", "It is required.", [name]);
    return instead;
  }
}

const TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** Runs a reading; undefined where it found problems. */
export function sound<T>(problems: readonly Refusal[], read: () => T): T | undefined {
  const before = problems.length;
  const value = read();
  return problems.length === before ? value : undefined;
}
