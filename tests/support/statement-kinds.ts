import { loadModule, parseSync } from "libpg-query";
import { DISTRIBUTED_OTHERWISE, REFERENCE_TABLES } from "../../src/database/reference-tables";

/** How a distributed database runs a statement. `UNFIT`: it cannot. */
export type StatementKind = "ROUTED" | "CARRIES_ROWS" | "PUSHED_DOWN" | "GATHERED" | "REFERENCE" | "UNFIT";

export interface Classified {
  readonly kind: StatementKind;
  /** Tables of facts and counts it names, sorted. */
  readonly facts: readonly string[];
  /** Why it is unfit. */
  readonly reasons: readonly string[];
}

/** Call once before `classify`: the parser is PostgreSQL's own, compiled to WebAssembly. */
export const loadParser = loadModule;

/** What rows are told apart by when they are laid out. */
const DISTRIBUTION_COLUMNS: readonly string[] = ["service_id", ...Object.values(DISTRIBUTED_OTHERWISE)];

const GATHERS = "gathers ";

type Node = Readonly<Record<string, any>>;

/** A table, a list of rows or a sub-select in a FROM, and what ties its services. */
interface Source {
  readonly fact: string | undefined;
  /** Rows that the client's message carries. */
  readonly rows: boolean;
  /** May be meant by a bare `service_id`: not a reference table, nor a function of a column. */
  readonly named: boolean;
}

/**
 * Says how a statement would be run: every table of facts must be held to one service (routed), to services that carried
 * rows name (carries rows), or be read service by service with results that can be merged (pushed down). Which table is
 * tied to which follows from equalities of `service_id`, through joins, sub-selects and CTEs.
 */
export function classify(sql: string): Classified {
  const reader = new StatementReader();
  for (const { stmt } of (parseSync(sql) as { stmts: readonly { stmt: Node }[] }).stmts) reader.statement(stmt, new Map());
  return reader.outcome();
}

type Scope = Map<string, string>;

class StatementReader {
  private readonly sources = new Map<string, Source>();
  private readonly parents = new Map<string, string>();
  /** What stands in the way of running it service by service, with the source it is about. */
  private readonly problems: { readonly id: string; readonly text: string }[] = [];
  private readonly depths = new Map<string, number>();
  private depth = 0;
  private count = 0;
  private static readonly ONE = "#one";

  outcome(): Classified {
    const all = [...this.sources.entries()];
    const facts = all.filter(([, { fact }]) => fact !== undefined);
    const names = [...new Set(facts.map(([, { fact }]) => fact ?? ""))].sort();
    if (facts.length === 0) return { kind: "REFERENCE", facts: names, reasons: [] };
    if (facts.every(([id]) => this.root(id) === this.root(StatementReader.ONE))) return { kind: "ROUTED", facts: names, reasons: [] };
    const carried = new Set(all.filter(([, { rows }]) => rows).map(([id]) => this.root(id)));
    // One that names its service may stand beside others: an invitation that is claimed, and the rows of its answer.
    const groups = new Set(facts.map(([id]) => this.root(id)).filter((group) => group !== this.root(StatementReader.ONE)));
    const reasons = this.problems.filter(({ id }) => this.root(id) !== this.root(StatementReader.ONE)).map(({ text }) => text);
    const carries = [...groups].every((group) => carried.has(group));
    if (!carries && groups.size > 1) reasons.push("tables of facts that are not tied by service_id");
    if (reasons.length === 0) return { kind: carries ? "CARRIES_ROWS" : "PUSHED_DOWN", facts: names, reasons };
    return { kind: reasons.every((reason) => reason.startsWith(GATHERS)) ? "GATHERED" : "UNFIT", facts: names, reasons };
  }

  /** Reads a statement; answers what ties the `service_id` that it gives back. */
  statement(node: Node, outer: Scope): string | undefined {
    this.depth += 1;
    const given = this.read(node, outer);
    this.depth -= 1;
    return given;
  }

  private read(node: Node, outer: Scope): string | undefined {
    const [[type, body] = ["", {}]] = Object.entries(node) as [string, Node][];
    const ctes = new Map(outer);
    for (const { CommonTableExpr: cte } of (body["withClause"]?.ctes ?? []) as Node[]) {
      const before = this.count;
      const given = this.statement(cte["ctequery"], ctes);
      const facts = [...this.sources].filter(([source, { fact }]) => Number(source.slice(1)) > before && fact !== undefined);
      // Written to be kept, or read twice: its rows are gathered before anything else is done with them.
      const kept = cte["ctematerialized"] === "CTEMaterializeAlways" || readings(body, String(cte["ctename"])) > 1;
      const [first] = facts;
      if (kept && first !== undefined && cte["ctequery"].SelectStmt !== undefined) this.problems.push({ id: first[0], text: `${GATHERS}${String(cte["ctename"])}` });
      const id = this.add({ fact: undefined, rows: false, named: true });
      if (given !== undefined) this.tie(id, given);
      ctes.set(`with ${String(cte["ctename"])}`, id);
    }
    switch (type) {
      case "DeclareCursorStmt":
        return this.statement(body["query"], ctes);
      case "SelectStmt":
        return this.select(body, ctes);
      case "InsertStmt":
        return this.insert(body, ctes);
      case "UpdateStmt":
        return this.change(body, ctes, body["fromClause"] ?? []);
      case "DeleteStmt":
        return this.change(body, ctes, body["usingClause"] ?? []);
      default:
        return undefined;
    }
  }

  private select(body: Node, outer: Scope): string | undefined {
    if (body["op"] !== undefined && body["op"] !== "SETOP_NONE") {
      const [left, right] = [body["larg"], body["rarg"]].map((part: Node) => this.statement({ SelectStmt: part }, outer));
      if (left !== undefined && right !== undefined) this.tie(left, right);
      return left ?? right;
    }
    const scope: Scope = new Map(outer);
    for (const item of body["fromClause"] ?? []) this.from(item, scope);
    this.condition(body["whereClause"], scope);
    this.inside([body["targetList"], body["havingClause"], body["valuesLists"], body["sortClause"], body["limitCount"]], scope);
    const own = this.own(scope, outer);
    const first = own.find((id) => this.sources.get(id)?.fact !== undefined);
    if (first !== undefined) this.merging(body, scope, first);
    return this.given(body["targetList"] ?? [], scope, own);
  }

  /** What of a select over many services could not be merged. */
  private merging(body: Node, scope: Scope, id: string): void {
    const problem = (text: string): void => void this.problems.push({ id, text });
    const byService = (list: readonly Node[] | undefined): boolean => (list ?? []).some((node) => this.column(node, scope) !== undefined);
    if (body["lockingClause"] !== undefined) problem("locks rows of several services");
    const grouped = (body["groupClause"] ?? []) as readonly Node[];
    walk([body["targetList"], body["havingClause"]], ({ FuncCall: call }) => {
      if (call === undefined) return;
      const name = String(call["funcname"].at(-1).String.sval);
      if (call["over"] !== undefined && !byService(call["over"].partitionClause)) problem("a window that is not within one service");
      if (call["over"] === undefined && UNMERGEABLE.has(name) && !byService(grouped)) problem(`${name}() over several services`);
    });
  }

  private insert(body: Node, ctes: Scope): string | undefined {
    const target = this.add({ fact: factOf(body["relation"]), rows: false, named: true });
    const select = body["selectStmt"]?.SelectStmt as Node | undefined;
    if (select?.["valuesLists"] !== undefined) {
      // The rows stand in the statement: one is one service, several are carried.
      if (select["valuesLists"].length === 1) this.tie(target, StatementReader.ONE);
      else this.tie(target, this.add({ fact: undefined, rows: true, named: true }));
      this.inside([select["valuesLists"]], ctes);
    } else if (select !== undefined) {
      const given = this.statement({ SelectStmt: select }, ctes);
      if (given !== undefined) this.tie(target, given);
    }
    return target;
  }

  private change(body: Node, ctes: Scope, others: readonly Node[]): string | undefined {
    const scope: Scope = new Map(ctes);
    this.from({ RangeVar: body["relation"] }, scope);
    for (const item of others) this.from(item, scope);
    this.condition(body["whereClause"], scope);
    this.inside([body["targetList"]], scope);
    return this.own(scope, ctes)[0];
  }

  private from(item: Node, scope: Scope): void {
    const { RangeVar: table, RangeSubselect: sub, RangeFunction: call, JoinExpr: join } = item;
    if (table !== undefined) {
      const name = String(table["relname"]);
      const alias = String(table["alias"]?.aliasname ?? name);
      const cte = scope.get(`with ${name}`);
      const fact = cte === undefined ? factOf(table) : undefined;
      const id = this.add({ fact, rows: false, named: fact !== undefined || cte !== undefined });
      if (cte !== undefined) this.tie(id, cte);
      enter(scope, alias, id);
    } else if (sub !== undefined) {
      const given = this.statement(sub["subquery"], scope);
      const id = this.add({ fact: undefined, rows: false, named: true });
      if (given !== undefined) this.tie(id, given);
      enter(scope, String(sub["alias"]?.aliasname ?? `sub ${id}`), id);
    } else if (call !== undefined) {
      const id = this.add({ fact: undefined, rows: carries(call), named: carries(call) });
      enter(scope, String(call["alias"]?.aliasname ?? `call ${id}`), id);
    } else if (join !== undefined) {
      this.from(join["larg"], scope);
      const left = [...scope.values()].at(-1);
      this.from(join["rarg"], scope);
      const right = [...scope.values()].at(-1);
      const using = ((join["usingClause"] ?? []) as Node[]).map((name) => name["String"].sval as string);
      if (using.includes("service_id") && left !== undefined && right !== undefined) this.tie(left, right);
      this.condition(join["quals"], scope);
    }
  }

  /** Ties what a condition holds to be the same service: its parts joined by AND. */
  private condition(node: Node | undefined, scope: Scope): void {
    if (node === undefined) return;
    const { BoolExpr: all, A_Expr: compared, SubLink: link } = node;
    if (all !== undefined && all["boolop"] === "AND_EXPR") {
      for (const part of all["args"]) this.condition(part, scope);
      return;
    }
    if (compared !== undefined && compared["name"]?.[0]?.String?.sval === "=") {
      const [left, right] = [compared["lexpr"], compared["rexpr"]] as [Node, Node];
      if (compared["kind"] === "AEXPR_OP") this.same(left, right, scope);
    }
    if (link !== undefined && link["subLinkType"] === "ANY_SUBLINK") {
      const given = this.statement(link["subselect"], scope);
      const column = this.column(link["testexpr"], scope) ?? this.firstOf(link["testexpr"], scope);
      if (given !== undefined && column !== undefined) this.tie(column, given);
      return;
    }
    this.inside([node], scope);
  }

  private same(left: Node, right: Node, scope: Scope): void {
    const [lefts, rights] = [rowOf(left), rowOf(right)];
    for (const [index, part] of lefts.entries()) {
      const other = rights[index];
      if (other === undefined) continue;
      const [a, b] = [this.column(part, scope), this.column(other, scope)];
      if (a !== undefined && b !== undefined) this.tie(a, b);
      else if (a !== undefined && isValue(other)) this.tie(a, StatementReader.ONE);
      else if (b !== undefined && isValue(part)) this.tie(b, StatementReader.ONE);
    }
  }

  /** Reads sub-selects wherever else they stand. */
  private inside(nodes: readonly unknown[], scope: Scope): void {
    walk(nodes, ({ SubLink: link }) => {
      if (link !== undefined) this.statement(link["subselect"], scope);
    });
  }

  private given(targets: readonly Node[], scope: Scope, own: readonly string[]): string | undefined {
    for (const { ResTarget: target } of targets) {
      const column = this.column(target?.["val"], scope);
      if (column !== undefined && DISTRIBUTION_COLUMNS.includes(target?.["name"] ?? "service_id")) return column;
    }
    return own.find((id) => this.sources.get(id)?.fact !== undefined) ?? own[0];
  }

  private firstOf(node: Node | undefined, scope: Scope): string | undefined {
    return rowOf(node ?? {}).map((part) => this.column(part, scope)).find((id) => id !== undefined);
  }

  /** The source whose `service_id` a column is. */
  private column(node: Node | undefined, scope: Scope): string | undefined {
    const fields = ((node?.["ColumnRef"]?.fields ?? []) as Node[]).map((field) => field["String"]?.sval as string | undefined);
    if (!DISTRIBUTION_COLUMNS.includes(fields.at(-1) ?? "")) return undefined;
    if (fields.length > 1) return scope.get(fields.at(-2) ?? "");
    const sources = [...scope].filter(([name]) => !name.startsWith("with ")).map(([, id]) => id);
    // That of the innermost select, and there rather a table's own than one passed on by a sub-select, which may not pass it on.
    const named = sources.filter((id) => this.sources.get(id)?.named === true);
    const innermost = named.filter((id) => this.depths.get(id) === Math.max(...named.map((other) => this.depths.get(other) ?? 0)));
    return innermost.find((id) => this.sources.get(id)?.fact !== undefined) ?? innermost.at(-1);
  }

  private own(scope: Scope, outer: Scope): string[] {
    return [...scope].filter(([name, id]) => outer.get(name) !== id).map(([, id]) => id);
  }

  private add(source: Source): string {
    this.count += 1;
    const id = `s${String(this.count)}`;
    this.sources.set(id, source);
    this.depths.set(id, this.depth);
    return id;
  }

  private tie(a: string, b: string): void {
    this.parents.set(this.root(a), this.root(b));
  }

  private root(id: string): string {
    const parent = this.parents.get(id);
    return parent === undefined || parent === id ? id : this.root(parent);
  }
}

/** Aggregates whose parts from several nodes make no whole. */
const UNMERGEABLE = new Set(["percentile_cont", "percentile_disc", "mode", "string_agg"]);

/** The table of a FROM, where it holds facts or counts; the server's own catalogues are no tables of ours. */
function factOf(table: Node): string | undefined {
  const name = String(table["relname"]);
  const ours = table["schemaname"] === undefined || table["schemaname"] === "public";
  return ours && !name.startsWith("pg_") && !REFERENCE_TABLES.includes(name) ? name : undefined;
}

/** The parts of a row `(a, b)`; anything else is a row of itself. */
function rowOf(node: Node): readonly Node[] {
  return (node["RowExpr"]?.args as Node[] | undefined) ?? [node];
}

/** A parameter or a constant, cast or not. */
function isValue(node: Node): boolean {
  return node["ParamRef"] !== undefined || node["A_Const"] !== undefined || (node["TypeCast"] !== undefined && isValue(node["TypeCast"].arg));
}

/** Every node under some, but not inside their sub-selects. */
function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const part of value) walk(part, visit);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  visit(value as Node);
  for (const [key, part] of Object.entries(value)) if (key !== "subselect") walk(part, visit);
}

/** `unnest` of a parameter: rows that come with the message. Of a column it only takes apart what was found. */
function carries(call: Node): boolean {
  const text = JSON.stringify(call);
  return text.includes('"sval":"unnest"') && text.includes('"ParamRef"');
}

/** How often a CTE is read. */
function readings(body: Node, name: string): number {
  let count = 0;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    if ((value as Node)["RangeVar"]?.relname === name) count += 1;
    Object.values(value).forEach(visit);
  };
  visit(body);
  return count;
}

/** The newest is the last, also where a name is used again further in. */
function enter(scope: Scope, name: string, id: string): void {
  scope.delete(name);
  scope.set(name, id);
}
