/**
 * An expected "no": data, not an exception. `code` is stable and meant for programs, `message` for the person who reads
 * the log, `path` leads to the part of the input that caused it.
 */
export class Refusal {
  constructor(
    readonly code: string,
    readonly message: string,
    readonly path: readonly (string | number)[] = [],
    /** Further problems of the same input, where all were looked for. */
    readonly also: readonly Refusal[] = [],
    /** Where a number was out of bounds: the bounds, both allowed. */
    readonly allowed?: { readonly minimum: number; readonly maximum: number },
  ) {}

  /** One refusal out of all that is wrong with an input; undefined where nothing is. */
  static ofAll(problems: readonly Refusal[]): Refusal | undefined {
    const [first, ...others] = problems;
    return first === undefined || others.length === 0 ? first : new Refusal(first.code, first.message, first.path, others, first.allowed);
  }

  /** The same refusal seen from one level further out. */
  under(...prefix: readonly (string | number)[]): Refusal {
    return new Refusal(this.code, this.message, [...prefix, ...this.path], this.also.map((other) => other.under(...prefix)), this.allowed);
  }
}

/** What is missing and what belongs to somebody else look alike: nobody learns from a refusal what exists. */
export function notFound(what: string, path: readonly (string | number)[] = []): Refusal {
  return new Refusal("NOT_FOUND", `No such ${what}, or it is not yours.`, path);
}
