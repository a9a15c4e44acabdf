import { createHash } from "node:crypto";
import { chiSquareQuantile } from "../../src/statistics/chi-square-quantile";
import { ContactKeys } from "../../src/surveys/contact-keys.service";
import { type ContactRule, contactRules } from "../../src/surveys/domain/contact-rules";
import type { Decision, DecisionState } from "../../src/surveys/domain/decision";
import type { Moment } from "../../src/surveys/domain/moment";
import { sampled } from "../../src/surveys/domain/sampled";
import { outcomeGroup, samplingRates, stratumKey, type StratumVolume } from "../../src/surveys/domain/sampling";
import type { Survey } from "../../src/surveys/domain/survey";
import { Draws } from "../../src/surveys/draws.service";
import type { Outcome } from "../../src/transactions/domain/outcome";
import { procedureFacts } from "../support/procedure-facts";
import { seeded } from "./seeded";

const DAY_MS = 86_400_000;
const START = Date.parse("2026-01-01T06:00:00Z");
const DAYS = 365;

const STEPS = (seconds: number): any => procedureFacts([{ code: "FILL", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW", expectedSeconds: seconds }]);
const BOTH: readonly Moment[] = ["AFTER_OWN_PART", "AFTER_OUTCOME", "AFTER_GIVING_UP"];

/** Large and small, quick and slow, of two agencies; two have a quota of their own. */
const SERVICES = [
  { id: "slow", agency: "A", perDay: 120, procedure: STEPS(10 * 86_400), moments: BOTH, quota: 900 },
  { id: "quick", agency: "A", perDay: 90, procedure: STEPS(86_400), moments: BOTH, quota: 1_925 },
  { id: "late", agency: "B", perDay: 60, procedure: STEPS(20 * 86_400), moments: ["AFTER_OUTCOME"] as const, quota: 300 },
  { id: "small", agency: "B", perDay: 6, procedure: STEPS(86_400), moments: BOTH, quota: 1_925 },
];

interface Filed {
  readonly id: string;
  readonly service: (typeof SERVICES)[number];
  readonly who: string;
  readonly establishment: boolean;
  readonly operator: string | null;
  readonly batch: string | null;
  readonly outcome: Outcome;
  earlier: { state: DecisionState; moment: Moment | null } | null;
}

/** Somebody was asked. */
interface Asking {
  readonly who: string;
  readonly service: string;
  readonly at: number;
  readonly kind: "PERSON" | "ESTABLISHMENT" | "OFFICE";
  readonly transaction: string;
  readonly batch: string | null;
}

/** Draws with a probability, and what came of them. */
interface Cell {
  readonly probability: number;
  n: number;
  drawn: number;
}

/** The table `contact`, as a map. */
class Book {
  private readonly rows = new Map<string, { freeAt: number; services: Map<string, number>; optedOutUntil: number }>();
  constructor(private readonly keys: ContactKeys) {}

  claim(rules: readonly ContactRule[], service: string, now: number): "FREE" | "RECENTLY_ASKED" | "OPTED_OUT" {
    const rows = rules.map((rule) => ({ rule, row: this.rows.get(this.keys.of(rule.source).toString("hex")) }));
    if (rows.some(({ row }) => row !== undefined && row.optedOutUntil > now)) return "OPTED_OUT";
    if (rows.some(({ row }) => row !== undefined && (row.freeAt > now || (row.services.get(service) ?? 0) > now))) return "RECENTLY_ASKED";
    for (const { rule, row } of rows) {
      const services = row?.services ?? new Map<string, number>();
      services.set(service, now + rule.serviceDays * DAY_MS);
      this.rows.set(this.keys.of(rule.source).toString("hex"), { freeAt: now + rule.days * DAY_MS, services, optedOutUntil: 0 });
    }
    return "FREE";
  }

  optOut(rules: readonly ContactRule[], until: number): void {
    for (const rule of rules) {
      const row = this.rows.get(this.keys.of(rule.source).toString("hex"));
      if (row !== undefined && rule.source.kind !== "BUNDLE") row.optedOutUntil = until;
    }
  }
}

function rulesOf({ who, service, establishment, operator, batch }: Filed): readonly ContactRule[] {
  const person = createHash("sha256").update(who).digest().subarray(0, 16);
  return contactRules(
    { actedBy: operator === null ? "SELF" : "SERVICE_OFFICE", beneficiary: establishment ? "ESTABLISHMENT" : "CITIZEN", subjectKey: `${service.agency}:${who}`, operatorKey: operator, touchpointId: null, batchReference: batch },
    operator === null ? person : undefined,
  ) as readonly ContactRule[];
}

function simulate(seed: number): { readonly askings: readonly Asking[]; readonly optOuts: ReadonlyMap<string, number>; readonly cells: ReadonlyMap<string, Cell>; readonly weights: Record<string, number>; readonly decisions: number; readonly states: Record<string, number> } {
  const random = seeded(seed);
  const draws = new Draws(Buffer.from(`key of the year ${String(seed)}`));
  const book = new Book(new ContactKeys({ id: "v1", key: Buffer.from("contact") }));
  const rates = new Map<string, number>();
  const volumes: Map<string, StratumVolume & { service: string }>[] = [];
  const askings: Asking[] = [];
  const optOuts = new Map<string, number>();
  const cells = new Map<string, Cell>();
  const states: Record<string, number> = {};
  const weights = { eligible: 0, inverse: 0, variance: 0 };
  const due: { day: number; filed: Filed; moment: Moment; outcome: Outcome }[][] = Array.from({ length: DAYS + 40 }, () => []);
  let number = 0;
  let decisions = 0;

  for (let day = 0; day < DAYS; day += 1) {
    const now = START + day * DAY_MS;
    // Every night: rates from the last thirty days.
    for (const service of SERVICES) {
      const window = volumes.slice(-30);
      const counted = new Map<string, StratumVolume>();
      for (const of of window) for (const [key, volume] of of) if (volume.service === service.id) counted.set(key, { ...volume, n: volume.n + (counted.get(key)?.n ?? 0) });
      for (const rate of samplingRates([...counted.values()], Math.max(1, window.length), service.quota)) rates.set(`${service.id} ${stratumKey(rate)}`, rate.rate);
    }
    for (const service of SERVICES) {
      const today = service.perDay * (day % 7 === 5 ? 0.3 : 1) * (0.7 + 0.6 * random());
      for (let i = 0; i < today; i += 1) {
        const office = random() < 0.1;
        const establishment = random() < 0.2;
        const [dice, delay] = [random(), 1 + Math.floor(random() * (service.id === "quick" ? 2 : 20))];
        const outcome: Outcome = dice < 0.7 ? "GRANTED" : dice < 0.85 ? "REFUSED" : dice < 0.95 ? "WITHDRAWN" : "NOT_ELIGIBLE";
        const filed: Filed = {
          id: `transaction ${String((number += 1))}`, service, establishment, outcome, earlier: null,
          who: establishment ? `company ${String(Math.floor(random() ** 2 * 800))}` : `person ${String(Math.floor(random() ** 2 * 12_000))}`,
          operator: office ? `clerk ${String(Math.floor(random() * 25))}` : null,
          batch: random() < 0.02 ? `bundle ${String(Math.floor(number / 40))}` : null,
        };
        if (service.moments.some((moment) => moment === "AFTER_OWN_PART")) due[day]?.push({ day, filed, moment: "AFTER_OWN_PART", outcome: "IN_FLIGHT" });
        const later: Moment = outcome === "WITHDRAWN" ? "AFTER_GIVING_UP" : "AFTER_OUTCOME";
        if (service.moments.some((moment) => moment === later)) due[day + delay]?.push({ day: day + delay, filed, moment: later, outcome });
      }
    }
    const counted = new Map<string, StratumVolume & { service: string }>();
    for (const { filed, moment, outcome } of due[day] ?? []) {
      const { service } = filed;
      const group = outcomeGroup(outcome);
      if (group === null) continue;
      const rate = (key: { moment: Moment; outcomeGroup: string }): number => rates.get(`${service.id} ${key.moment}/${key.outcomeGroup}`) ?? 1;
      const eligible: Decision = { state: "INVITED", survey: { id: moment, moment } as unknown as Survey, probability: 1 };
      // What ought to be the probability, worked out apart from what is stored.
      const probability = rate({ moment, outcomeGroup: group }) * (service.id === "slow" ? 0.5 : 1);
      const look = (drawn: boolean): void => {
        const key = `${service.id} ${moment}/${group} ${probability.toFixed(6)}`;
        const cell = cells.get(key) ?? { probability, n: 0, drawn: 0 };
        cells.set(key, cell);
        cell.n += 1;
        cell.drawn += Number(drawn);
        weights.eligible += 1;
      };
      if (filed.earlier?.state === "INVITED") {
        // Drawn for the other moment: one of those that the probability of this one leaves out.
        look(false);
        continue;
      }
      const decision = sampled(eligible, { outcome, procedure: service.procedure, moments: service.moments }, { earlier: filed.earlier, rate, draw: (purpose) => draws.of(filed.id, purpose) });
      decisions += 1;
      let state: DecisionState = decision.state;
      if (state !== "NOT_REACHED") {
        const key = stratumKey({ moment, outcomeGroup: group });
        counted.set(`${service.id} ${key}`, { service: service.id, moment, outcomeGroup: group, n: (counted.get(`${service.id} ${key}`)?.n ?? 0) + 1 });
      }
      if (decision.state === "INVITED") {
        const blocked = book.claim(rulesOf(filed), service.id, now);
        if (blocked !== "FREE") state = blocked;
        else {
          askings.push({ who: filed.operator ?? filed.who, service: service.id, at: now, kind: filed.operator !== null ? "OFFICE" : filed.establishment ? "ESTABLISHMENT" : "PERSON", transaction: filed.id, batch: filed.batch });
          if (random() < 0.02) {
            const until = new Date(now);
            until.setUTCMonth(until.getUTCMonth() + 12);
            book.optOut(rulesOf(filed), until.getTime());
            optOuts.set(filed.operator ?? filed.who, now);
          }
        }
        weights.inverse += 1 / decision.probability;
        weights.variance += (1 - decision.probability) / decision.probability ** 2;
      }
      if (decision.state === "INVITED" && decision.probability !== probability) throw new Error(`${filed.id} was drawn with ${String(decision.probability)} and not with ${String(probability)}`);
      if (decision.state !== "NOT_REACHED") look(decision.state === "INVITED");
      states[state] = (states[state] ?? 0) + 1;
      filed.earlier = { state, moment: decision.survey === null ? null : moment };
    }
    volumes.push(counted);
  }
  return { askings, optOuts, cells, weights, decisions, states };
}

const year = simulate(2026);

test("the year is long enough to tell: tens of thousands of decisions, every reason among them", () => {
  expect(year.decisions).toBeGreaterThan(100_000);
  expect(Object.keys(year.states).sort()).toEqual(["INVITED", "NOT_REACHED", "NOT_SAMPLED", "OPTED_OUT", "RECENTLY_ASKED"]);
  process.stdout.write(`a year: ${String(year.decisions)} decisions, ${String(year.askings.length)} askings, ${JSON.stringify(year.states)}\n`);
});

test("realised inclusion is the stored probability, stratum by stratum", () => {
  const tested = [...year.cells.values()].filter(({ probability, n }) => probability < 1 && n * probability >= 5 && n * (1 - probability) >= 5);
  const chiSquare = tested.reduce((sum, { probability: p, n, drawn }) => sum + (drawn - n * p) ** 2 / (n * p * (1 - p)), 0);
  process.stdout.write(`χ² = ${chiSquare.toFixed(1)} over ${String(tested.length)} cells (99.9 % below ${chiSquareQuantile(0.999, tested.length).toFixed(1)})\n`);
  expect(tested.length).toBeGreaterThan(500);
  expect(chiSquare).toBeLessThan(chiSquareQuantile(0.999, tested.length));
  expect(chiSquare).toBeGreaterThan(chiSquareQuantile(0.001, tested.length));
  // Where everybody is asked, everybody is.
  for (const { probability, n, drawn } of year.cells.values()) if (probability === 1) expect(drawn).toBe(n);
});

test("one over the stored probability adds up to everybody who could be asked", () => {
  const { eligible = 0, inverse = 0, variance = 0 } = year.weights;
  const z = (inverse - eligible) / Math.sqrt(variance);
  process.stdout.write(`Σ 1/π = ${inverse.toFixed(0)} of ${String(eligible)} (z = ${z.toFixed(2)})\n`);
  expect(Math.abs(z)).toBeLessThan(4);
});

test("the rules of contact hold for everybody at every time, and no transaction is asked about twice", () => {
  const byWhom = new Map<string, Asking[]>();
  for (const asking of year.askings) byWhom.set(asking.who, [...(byWhom.get(asking.who) ?? []), asking]);
  expect([...byWhom.values()].filter((own) => own.length > 1).length).toBeGreaterThan(100);
  const days = (a: Asking, b: Asking): number => (b.at - a.at) / DAY_MS;
  for (const own of byWhom.values()) {
    for (const [i, one] of own.entries()) {
      for (const later of own.slice(i + 1)) {
        const apart = days(one, later);
        expect(apart).toBeGreaterThanOrEqual(one.kind === "OFFICE" ? 31 : 14);
        if (one.service === later.service) expect(apart).toBeGreaterThanOrEqual(one.kind === "PERSON" ? 30 : one.kind === "ESTABLISHMENT" ? 92 : 31);
      }
    }
  }
  for (const [who, at] of year.optOuts) expect((byWhom.get(who) ?? []).filter((asking) => asking.at > at)).toEqual([]);
  expect(year.optOuts.size).toBeGreaterThan(50);
  expect(new Set(year.askings.map(({ transaction }) => transaction)).size).toBe(year.askings.length);
  const bundled = year.askings.flatMap(({ batch }) => batch ?? []);
  expect(new Set(bundled).size).toBe(bundled.length);
});
