import { COUNTRY, type Place, SERVICES } from "../../src/cli/demo/country";
import { contains, dayOf, ninetyDaysFrom, ninetyDaysUntil, weekdayOf } from "../../src/cli/demo/ninety-days";
import { PLANTED } from "../../src/cli/demo/planted-truths";
import { simulate, volumeOf } from "../../src/cli/demo/simulate";
import type { SimulatedPassage, SimulatedTransaction } from "../../src/cli/demo/simulated-transaction";

const LAST_DAY = "2026-03-31";
const days = ninetyDaysUntil(LAST_DAY);
const country = new Map(SERVICES.map((place) => [place.service.code, { place, transactions: [...simulate(place, days)] }]));

function of(service: string): readonly SimulatedTransaction[] {
  return country.get(service)?.transactions ?? [];
}
const everything = [...country.values()];
const all = everything.flatMap(({ transactions }) => transactions);

function passagesOf(service: string, step: string): SimulatedPassage[] {
  return of(service).flatMap(({ passages }) => passages.filter((passage) => passage.step === step));
}
function scores(transactions: readonly SimulatedTransaction[], instrument: string, step?: string): number[] {
  return transactions.flatMap(({ response }) => response?.answers ?? []).flatMap((answer) => (answer.instrument === instrument && answer.step === step && answer.score !== undefined ? [answer.score] : []));
}
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
function hours(passages: readonly SimulatedPassage[]): number {
  return median(passages.flatMap(({ enteredAt, leftAt }) => (leftAt === null ? [] : [(leftAt - enteredAt) / 3_600_000])));
}
function share<T>(list: readonly T[], which: (item: T) => boolean): number {
  return list.filter(which).length / list.length;
}
const startedOn = ({ startedAt }: SimulatedTransaction): string => dayOf(startedAt);

test("the country is as large as promised", () => {
  expect(COUNTRY).toHaveLength(6);
  expect(SERVICES).toHaveLength(12);
  const steps = SERVICES.flatMap(({ service }) => service.steps);
  expect(steps.length).toBeGreaterThanOrEqual(55);
  expect(steps.length).toBeLessThanOrEqual(66);
  expect(all.length).toBeGreaterThanOrEqual(20_000);
  expect(all.filter(({ response }) => response !== null).length).toBeGreaterThanOrEqual(3_000);
});

test("every text is there in both languages, and steps are named to people in six words at most", () => {
  const texts = COUNTRY.flatMap(({ names, portal, touchpoints, services }) => [
    names,
    portal.names,
    ...touchpoints.map((touchpoint) => touchpoint.names),
    ...services.flatMap((service) => [service.names, ...service.stages.map((stage) => stage.names), ...service.segments.map((segment) => segment.names)]),
  ]);
  const steps = SERVICES.flatMap(({ service }) => service.steps);
  for (const { ar, en } of [...texts, ...steps.flatMap(({ names, askAs }) => [names, askAs ?? names])]) {
    expect(ar).toMatch(/^[\u0600-\u06ff ]+$/u);
    expect(en).toMatch(/^[A-Z][A-Za-z' -]+$/u);
  }
  for (const { askAs } of steps) {
    for (const text of [askAs?.ar ?? "", askAs?.en ?? ""]) expect(text.split(" ").length).toBeLessThanOrEqual(6);
  }
});

test("the same end day gives the same country, a smaller scale the first of the same transactions", () => {
  for (const { place, transactions } of everything) {
    const tenth = [...simulate(place, ninetyDaysUntil(LAST_DAY), 0.1)];
    expect(tenth).toHaveLength(volumeOf(place.service, 0.1));
    expect(JSON.stringify(tenth)).toBe(JSON.stringify(transactions.slice(0, tenth.length)));
  }
});

test.each(["2026-11-21", "2028-02-29"])("ninety days until %s hold as much", (lastDay) => {
  const then = ninetyDaysUntil(lastDay);
  const tenth = SERVICES.flatMap((place) => [...simulate(place, then, 0.1)]);
  expect(tenth.filter(({ response }) => response !== null).length).toBeGreaterThanOrEqual(300);
  expect(ninetyDaysFrom(then.period.from)).toEqual(then);
});

test("nothing happens outside the ninety days, before its beginning, or at an impossible time", () => {
  const impossible = all.filter(({ startedAt, end, passages, response }) => {
    const instants = [startedAt, ...passages.flatMap(({ enteredAt, leftAt }) => [enteredAt, leftAt ?? enteredAt]), end?.at ?? startedAt, response?.answeredAt ?? startedAt];
    return !(
      contains(days.period, dayOf(startedAt)) &&
      instants.every((instant) => instant >= startedAt && instant < days.now && instant % 1_000 === 0) &&
      passages.every(({ enteredAt, leftAt }, i) => enteredAt >= (i === 0 ? startedAt : (passages[i - 1]?.leftAt ?? Infinity)) && (leftAt === null || leftAt > enteredAt)) &&
      (response === null || (end !== null && response.answeredAt > end.at))
    );
  });
  expect(impossible).toEqual([]);
});

test("references are used once, and one in eight transactions is opened before the rest is told", () => {
  for (const { transactions } of everything) expect(new Set(transactions.map(({ reference }) => reference)).size).toBe(transactions.length);
  expect(share(all, ({ openedWith }) => openedWith !== null)).toBeCloseTo(0.12, 1);
});

test("the slow step takes weeks and feels ordinary; the confusing step takes minutes and feels hard", () => {
  const { slowStep, confusingStep } = PLANTED;
  expect(hours(passagesOf(slowStep.service, slowStep.step))).toBeGreaterThan(7 * 24);
  expect(mean(scores(of(slowStep.service), "STEP_EASE5", slowStep.step))).toBeGreaterThan(3.4);
  expect(hours(passagesOf(confusingStep.service, confusingStep.step))).toBeLessThan(0.1);
  expect(mean(scores(of(confusingStep.service), "STEP_EASE5", confusingStep.step))).toBeLessThan(2.4);
});

test("one channel of one agency fails, at the payment", () => {
  const { agency, channel, step } = PLANTED.failingChannel;
  const transactions = everything.filter(({ place }) => place.agency.code === agency).flatMap((service) => service.transactions);
  const failed = ({ end }: SimulatedTransaction): boolean => end?.outcome === "FAILED";
  expect(share(transactions.filter((transaction) => transaction.channel === channel), failed)).toBeGreaterThan(0.3);
  expect(share(transactions.filter((transaction) => transaction.channel !== channel), failed)).toBeLessThan(0.01);
  const lastSteps = new Set(transactions.filter((transaction) => failed(transaction) && transaction.channel === channel).map(({ passages }) => passages.at(-1)?.step));
  expect(lastSteps.has(step)).toBe(true);
});

test("of one agency only those answer who got what they wanted", () => {
  const outcomes = (agencies: (place: Place) => boolean): Set<string | undefined> =>
    new Set(everything.filter(({ place }) => agencies(place)).flatMap(({ transactions }) => transactions.filter(({ response }) => response !== null).map(({ end }) => end?.outcome)));
  expect(outcomes(({ agency }) => agency.code === PLANTED.onlySuccessesAnswer.agency)).toEqual(new Set(["GRANTED"]));
  expect(outcomes(({ agency }) => agency.code !== PLANTED.onlySuccessesAnswer.agency)).toEqual(new Set(["GRANTED", "PARTLY_GRANTED", "REFUSED", "NOT_ELIGIBLE"]));
});

test("one step got better half-way: quicker, easier, fewer errors", () => {
  const { service, step } = PLANTED.improvedStep;
  const halves = [(day: string) => day < days.improvedFrom, (day: string) => day >= days.improvedFrom].map((which) => of(service).filter((transaction) => which(startedOn(transaction))));
  const [before, after] = halves.map((transactions) => {
    const passages = transactions.flatMap((transaction) => transaction.passages.filter((passage) => passage.step === step));
    return { hours: hours(passages), ease: mean(scores(transactions, "STEP_EASE5", step)), errors: mean(passages.map(({ errors }) => errors ?? Number.NaN)) };
  });
  expect(after?.hours).toBeLessThan((before?.hours ?? 0) / 4);
  expect(after?.ease).toBeGreaterThan((before?.ease ?? 5) + 1.5);
  expect(after?.errors).toBeLessThan((before?.errors ?? 0) / 5);
});

test("drawings come back for completion, most licences wait at another agency", () => {
  const { returnLoop, otherAgency } = PLANTED;
  const passing = (service: string, step: string): number[] => of(service).map(({ passages }) => passages.filter((passage) => passage.step === step).length);
  expect(share(passing(returnLoop.service, returnLoop.to), (times) => times > 1)).toBeGreaterThan(0.4);
  expect(Math.max(...passing(returnLoop.service, returnLoop.to))).toBe(returnLoop.atMost + 1);
  expect(hours(passagesOf(otherAgency.service, otherAgency.step))).toBeGreaterThan(4 * 24);
  const held = country.get(otherAgency.service)?.place.service.steps.find(({ code }) => code === otherAgency.step);
  expect([held?.party, held?.heldBy]).toEqual(["OTHER_AGENCY", otherAgency.holder]);
});

test("one office, under one clerk's name, files more than anybody else", () => {
  const { service, touchpoint, clerk } = PLANTED.serviceOffice;
  const filed = of(service).filter((transaction) => transaction.touchpoint === touchpoint);
  expect(filed.length / of(service).length).toBeGreaterThan(0.35);
  expect(new Set(filed.map(({ operator, actedBy }) => `${String(operator)} ${actedBy}`))).toEqual(new Set([`${clerk} SERVICE_OFFICE`]));
  expect(new Set(filed.map(({ subject }) => subject)).size).toBeGreaterThan(500);
});

test("what a portal does not measure is unknown, never zero", () => {
  for (const { place, transactions } of everything) {
    const { signals } = place.agency.portal;
    const passages = transactions.flatMap((transaction) => transaction.passages);
    expect(passages.every(({ errors }) => (errors !== null) === signals.includes("ERROR"))).toBe(true);
    expect(passages.every(({ helpRequests }) => (helpRequests !== null) === signals.includes("HELP"))).toBe(true);
  }
  expect(COUNTRY.find(({ code }) => code === PLANTED.noSignals.agency)?.portal.signals).toEqual([]);
});

test("Ramadan has fewer applications, weekends fewer still, and counters are closed on them", () => {
  const perWorkingDay = (which: (day: string) => boolean): number => {
    const chosen = all.map(startedOn).filter((day) => which(day) && weekdayOf(day) <= 4);
    return chosen.length / new Set(chosen).size;
  };
  expect(perWorkingDay((day) => contains(days.ramadan, day)) / perWorkingDay((day) => !contains(days.ramadan, day))).toBeCloseTo(PLANTED.ramadan.volume, 1);
  const atCounters = all.filter(({ channel }) => channel === "SERVICE_CENTRE");
  expect(atCounters.some((transaction) => [5, 6].includes(weekdayOf(startedOn(transaction))))).toBe(false);
});

test("the tiny service has too few answers to show", () => {
  const { service, answers } = PLANTED.tinyService;
  const given = of(service).filter(({ response }) => response !== null).length;
  expect(given).toBeGreaterThan(0);
  expect(given).toBeLessThanOrEqual(answers);
});

test("the days are the country's own", () => {
  const lateEvening = Date.parse("2026-01-01T20:30:00Z");
  expect([dayOf(lateEvening - 3_600_000), dayOf(lateEvening)]).toEqual(["2026-01-01", "2026-01-02"]);
  expect(weekdayOf("2026-01-02")).toBe(5);
});
