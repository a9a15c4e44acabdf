import { type GraphQLArgument, getNamedType, getNullableType, type GraphQLField, type GraphQLInputType, type GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, isUnionType, parse } from "graphql";
import { DOCUMENT_LIMITS, documentProblem } from "../../src/graphql/document-limits";
import type { FieldCost } from "../../src/graphql/field-cost";
import { queryCost } from "../../src/graphql/query-cost";
import type { Period } from "../../src/shared/period";

/** What the worst queries are about. */
export interface Known {
  /** The longest there is, in whole months. */
  readonly period: Period;
  /** The busiest, as `AGENCY/CODE`. */
  readonly service: string;
  /** Recorded of that service. */
  readonly change: string;
}

/** The most expensive query of a root field that is legal: under the limits of documents, and of cost. */
export interface WorstQuery {
  readonly root: string;
  /** Which arguments it varies, and how. */
  readonly about: string;
  readonly document: string;
  readonly price: number;
}

type Field = GraphQLField<unknown, unknown>;
/** What to write into an argument or the field of an input, by name, instead of what is most. */
export type Choices = Readonly<Record<string, string>>;

/** Arguments that say how many rows. */
const LENGTHS: readonly string[] = ["first", "rows", "edges", "variants"];
/** From the largest that is allowed down: fewer rows leave more of the limit for what is asked about each. */
const SIZES = [500, 100, 20, 1] as const;
/** Which parts of an answer come first, while there is room. */
const ORDERS = ["the dearest first", "what is worked out first"] as const;

interface Way {
  readonly size: number;
  readonly choices: Choices;
  readonly order: (typeof ORDERS)[number] | "nothing of it";
}

/** A part of the answer that is asked for as a whole: the plain fields of one object. */
interface Part {
  readonly path: readonly string[];
  readonly fields: readonly string[];
  /** Whether something on the way to it has a price of its own. */
  readonly priced: boolean;
}

/** Builds queries from the schema, so that a field which is added to it is asked for the next time. */
export class WorstQueries {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly known: Known,
    private readonly limit: number,
  ) {}

  roots(): readonly Field[] {
    return Object.values(this.schema.getQueryType()?.getFields() ?? {});
  }

  /**
   * For each size of lists, and each other value of an argument or filter: as much as the limits allow, and the whole as
   * often over as they allow; and as often nothing of it, which is cheap to ask and may be dear to work out.
   *
   * @param always what holds for all of them
   */
  of(root: Field, always: Choices = {}): readonly WorstQuery[] {
    const ways: readonly Way[] = [
      ...SIZES.flatMap((size) => ORDERS.map((order) => ({ size, choices: always, order }))),
      { size: SIZES[0], choices: always, order: "nothing of it" },
      ...this.choices(root).map((choices): Way => ({ size: 100, choices: { ...always, ...choices }, order: "the dearest first" })),
    ];
    const found = new Map<string, WorstQuery>();
    for (const way of ways) {
      const document = this.filled(root, way);
      if (document === undefined || found.has(document)) continue;
      const about = [`lists of ${String(way.size)}`, way.order, ...Object.entries(way.choices).map(([name, value]) => `${name} ${value}`)].join(", ");
      found.set(document, { root: root.name, about, document, price: this.price(document) });
    }
    return [...found.values()];
  }

  /** Nothing of a root field, as often as is legal: quickly built, it still needs every argument. */
  cheapest(root: Field): WorstQuery {
    const document = this.filled(root, { size: 1, choices: {}, order: "nothing of it" });
    if (document === undefined) throw new Error(`Not even asking ${root.name} for nothing is legal.`);
    return { root: root.name, about: "nothing of it", document, price: this.price(document) };
  }

  /** Undefined where not even the cheapest part of it is legal. */
  private filled(root: Field, { size, choices, order }: Way): string | undefined {
    const text = this.fieldText(root, size, choices);
    const parts = order === "nothing of it" ? [{ path: [], fields: ["__typename"], priced: false }] : this.parts(root.type, size, choices, [], []);
    const priced = parts.map((part) => [this.price(written(text, [part], 1)), part] as const).sort(([a], [b]) => b - a);
    if (order === "what is worked out first") priced.sort(([, a], [, b]) => Number(b.priced) - Number(a.priced));
    const taken: Part[] = [];
    for (const [price, part] of priced) {
      if (price <= this.limit && this.legal(written(text, [...taken, part], 1))) taken.push(part);
    }
    if (taken.length === 0) return undefined;
    let copies = Math.max(1, Math.min(DOCUMENT_LIMITS.aliases, Math.floor(this.limit / this.price(written(text, taken, 1)))));
    while (copies > 1 && !this.legal(written(text, taken, copies))) copies -= 1;
    return written(text, taken, copies);
  }

  private legal(document: string): boolean {
    return documentProblem(document) === undefined && this.price(document) <= this.limit;
  }

  private price(document: string): number {
    return queryCost(this.schema, parse(document), undefined, undefined);
  }

  /** Down to where a type would stand inside itself. */
  private parts(type: GraphQLOutputType, size: number, choices: Choices, path: readonly string[], above: readonly string[], priced = false): readonly Part[] {
    const named = getNamedType(type);
    if (isUnionType(named)) {
      const members = named.getTypes().filter(({ name }) => name !== "Refusal");
      return [{ path, fields: ["__typename"], priced }, ...members.flatMap((member) => this.parts(member, size, choices, [...path, `... on ${member.name}`], above, priced))];
    }
    if (!isObjectType(named)) return [];
    const fields = Object.values(named.getFields());
    const inside = (field: Field): GraphQLObjectType | undefined => {
      const below = getNamedType(field.type);
      return isObjectType(below) || isUnionType(below) ? (below as GraphQLObjectType) : undefined;
    };
    return [
      { path, fields: fields.filter((field) => inside(field) === undefined).map((field) => this.fieldText(field, size, choices)), priced },
      ...fields
        .filter((field) => inside(field) !== undefined && !above.includes(inside(field)?.name ?? "") && inside(field) !== named)
        .flatMap((field) => this.parts(field.type, size, choices, [...path, this.fieldText(field, size, choices)], [...above, named.name], priced || ((field.extensions["cost"] ?? {}) as FieldCost).own !== undefined)),
    ].filter((part) => part.fields.length > 0);
  }

  private fieldText(field: Field, size: number, choices: Choices): string {
    const written = field.args.flatMap((arg) => {
      const value = this.argument(field, arg, size, choices);
      return value === undefined ? [] : [`${arg.name}: ${value}`];
    });
    return written.length === 0 ? field.name : `${field.name}(${written.join(", ")})`;
  }

  private argument(field: Field, { name, type, defaultValue }: GraphQLArgument, size: number, choices: Choices): string | undefined {
    if (LENGTHS.includes(name)) return String(size);
    const chosen = choices[name];
    if (chosen !== undefined) return chosen;
    if (name === "interval") return "DAY";
    if (!isNonNullType(type) || defaultValue !== undefined) return undefined;
    return this.required(`${field.name}.${name}`, name, type, choices);
  }

  /** @throws Error for an argument that nobody has said anything about */
  private required(place: string, name: string, type: GraphQLInputType, choices: Choices): string {
    const bare = getNullableType(type);
    if (isInputObjectType(bare) && bare.name !== "PeriodInput") {
      const given = Object.values(bare.getFields()).flatMap((field) => {
        const chosen = choices[field.name];
        if (chosen !== undefined) return [`${field.name}: ${chosen}`];
        return isNonNullType(field.type) ? [`${field.name}: ${this.required(`${place}.${field.name}`, field.name, field.type, choices)}`] : [];
      });
      return `{ ${given.join(", ")} }`;
    }
    if (isEnumType(bare)) return bare.getValues()[0]?.name ?? "";
    const { period, service, change } = this.known;
    const values: Readonly<Record<string, string>> = {
      period: `{ from: "${period.from}", to: "${period.to}" }`, from: `"${period.from}"`, to: `"${period.to}"`, on: `"${period.from}"`,
      service: `"${service}"`, "service.code": `"${service}"`, "agency.code": `"${agencyOf(service)}"`, agency: `"${agencyOf(service)}"`, change: `"${change}"`,
      "instrument.code": '"CES5_EASE"', instrument: '"CES5_EASE"', token: `"${"x".repeat(22)}"`,
    };
    const value = values[place] ?? values[name];
    if (value === undefined) throw new Error(`What may ${place} be in the worst query? Say so in tests/support/worst-queries.ts.`);
    return value;
  }

  /** Every other value of every argument and filter that may be met below a root field, one at a time. */
  private choices(root: Field): readonly Choices[] {
    const met = new Map<string, readonly string[]>();
    const take = (name: string, type: GraphQLInputType): void => {
      const bare = getNullableType(type);
      const item = isListType(bare) ? getNullableType(bare.ofType) : bare;
      if (isInputObjectType(item) && item.name !== "PeriodInput") for (const field of Object.values(item.getFields())) take(field.name, field.type);
      else if (isEnumType(item)) met.set(name, item.getValues().map((value) => (isListType(bare) ? `[${value.name}]` : value.name)));
      else if (SHORTER[name] !== undefined) met.set(name, [SHORTER[name](this.known)]);
    };
    const seen = new Set<string>();
    const visit = (field: Field): void => {
      for (const { name, type } of field.args) take(name, type);
      const named = getNamedType(field.type);
      for (const type of isUnionType(named) ? named.getTypes() : isObjectType(named) ? [named] : []) {
        if (seen.has(type.name)) continue;
        seen.add(type.name);
        for (const below of Object.values(type.getFields())) visit(below);
      }
    };
    visit(root);
    // Of a list of values one says as much as all: what is counted by it is read.
    return [...met].flatMap(([name, values]) => (values[0]?.startsWith("[") === true ? values.slice(0, 1) : values).map((value) => ({ [name]: value })));
  }
}

/** What else may be written where a text or a period is expected. A period of two years is too long for some. */
const SHORTER: Readonly<Record<string, (known: Known) => string>> = {
  agency: ({ service }) => `"${agencyOf(service)}"`,
  agencies: ({ service }) => `["${agencyOf(service)}"]`,
  services: ({ service }) => `["${service}"]`,
  segments: () => '["FIRST"]',
  period: ({ period: { to } }) => `{ from: "${String(Number(to.slice(0, 4)) - 1)}${to.slice(4)}", to: "${to}" }`,
};

function agencyOf(service: string): string {
  return service.split("/")[0] ?? "";
}

/** The tree that parts of an answer make, as text, so many times. */
function written(field: string, parts: readonly Part[], copies: number): string {
  const body = parts.every(({ fields }) => fields.length === 0) ? "" : selection(parts);
  return `{ ${Array.from({ length: copies }, (_, i) => `${copies > 1 ? `a${String(i)}: ` : ""}${field} ${body}`).join(" ")} }`;
}

function selection(parts: readonly Pick<Part, "path" | "fields">[]): string {
  const below = new Map<string, Pick<Part, "path" | "fields">[]>();
  const own: string[] = [];
  for (const { path: [first, ...rest], fields } of parts) {
    if (first === undefined) own.push(...fields);
    else below.set(first, [...(below.get(first) ?? []), { path: rest, fields }]);
  }
  return `{ ${[...own, ...[...below].map(([field, inside]) => `${field} ${selection(inside)}`)].join(" ")} }`;
}
