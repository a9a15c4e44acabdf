import { render } from "preact-render-to-string";
import type { Estimate } from "../../src/reports/domain/estimate";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { periodBefore } from "../../src/reports/domain/trends/period-before";
import { type Changed, FALSE_DISCOVERY_RATE, type WhatChanged } from "../../src/reports/domain/trends/what-changed";
import type { Fresh } from "../../src/shared/freshness";
import { changesView } from "../../src/printed/weekly/changes-view";
import { PageWriter } from "../../src/printed/weekly/page-writer";
import type { PageLanguage } from "../../src/printed/weekly/weekly-words";

const ESTIMATE: Estimate = { unit: "SHARE", value: 0.125, low: 0.05, high: 0.2, confidence: 0.95, n: 200, effectiveN: 200, method: "NEWCOMBE", quality: "FULL", suppressed: false, reasons: [] };
const LINE: Changed = {
  service: { code: "LICENCE", names: { ar: "رخصة", en: "Licence" }, agencyCode: "ROADS", agencyNames: { en: "Roads" } },
  ...{ step: "PAY", stepNames: { ar: "الدفع", en: "Paying" }, measure: "ERRORS", instrument: null, version: null, mode: null, difference: ESTIMATE, verdict: "CHANGED_MIX_DIFFERS" },
  shifts: [{ by: "CHANNEL", what: "MOBILE_APP", before: 0.3, after: 0.45 }],
};
const CHANGES: Fresh<WhatChanged> = {
  freshness: { server: "WRITER", asOf: new Date("2026-04-01T00:00:00Z"), lagSeconds: 0, readerPassedOver: null },
  ...{ before: { from: "2026-02-01", to: "2026-03-01" }, after: { from: "2026-03-01", to: "2026-04-01" }, flagged: "INCLUDE", looked: 40, found: 12, falseDiscoveryRate: FALSE_DISCOVERY_RATE },
  namedPeriods: [{ code: "RAMADAN", names: { ar: "رمضان", en: "Ramadan" }, from: "2026-02-18", to: "2026-03-20" }],
  thresholds: currentThresholds(10),
  lines: [LINE],
};
const read = (changes: Fresh<WhatChanged>, language: PageLanguage): string =>
  render(changesView(changes, "changes.csv", new PageWriter(language)).body).replace(/<[^>]+>/gu, " ").replace(/[\u2066-\u2069\u200e\u200f\u061c]/gu, "").replace(/\s+/gu, " ");

test("a change along with which the channels moved says so, by how much, and what days have a name", () => {
  const english = read(CHANGES, "en");
  expect(english).toContain("Paying Licence Transactions with an error changed, and so did the people behind it +12.5 points ●●● (+5.0 … +20.0) app: 30%, then 45%");
  expect(english).toContain("Named days in these months: Ramadan ( 18 Feb 2026 – 19 Mar 2026 )");
  expect(english).toContain("moved beyond chance: 12 (shown 1)");
  const arabic = read(CHANGES, "ar");
  expect(arabic).toMatch(/الدفع رخصة معاملات فيها أخطاء تغيّرت، وتغيّر معها المستفيدون أنفسهم \+12\.5 نقطة مئوية/u);
  expect(arabic).toContain("تطبيق الهاتف: 30%، ثم 45%");
  expect(arabic).toContain("رمضان");
});

test("two wordings of one question are told apart; one is not", () => {
  const eased: Changed = { ...LINE, measure: "STEP_EASE", instrument: "STEP_EASE5", version: 1, mode: "WEB" };
  expect(read({ ...CHANGES, lines: [eased] }, "en")).not.toContain("STEP_EASE5");
  const both = read({ ...CHANGES, lines: [eased, { ...eased, instrument: "STEP_EASE7" }] }, "en");
  expect(both).toContain("STEP_EASE5 v1 WEB");
  expect(both).toContain("STEP_EASE7 v1 WEB");
});

test("nothing moved is not the same as nothing to compare", () => {
  expect(read({ ...CHANGES, found: 0, lines: [] }, "en")).toContain("Nothing moved beyond chance.");
  expect(read({ ...CHANGES, looked: 0, found: 0, lines: [] }, "ar")).toContain("لا توجد في آخر شهرين كاملين أدلة تكفي للمقارنة");
});

test.each([
  [{ from: "2026-03-01", to: "2026-04-01" }, { from: "2026-02-01", to: "2026-03-01" }],
  [{ from: "2026-01-01", to: "2026-04-01" }, { from: "2025-10-01", to: "2026-01-01" }],
  [{ from: "2026-05-03", to: "2026-05-10" }, { from: "2026-04-26", to: "2026-05-03" }],
  [{ from: "2026-03-01", to: "2026-03-31" }, { from: "2026-01-30", to: "2026-03-01" }],
])("before %j comes %j", (period, before) => {
  expect(periodBefore(period)).toEqual(before);
});
