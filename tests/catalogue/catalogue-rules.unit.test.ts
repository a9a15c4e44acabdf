import { checkNames, presentTexts } from "../../src/catalogue/domain/names";
import { checkSpan } from "../../src/catalogue/domain/check-span";
import { checkVolumes } from "../../src/catalogue/domain/check-volumes";
import { isCode } from "../../src/catalogue/domain/code";
import { type Dated, holdsOn, overlap } from "../../src/catalogue/domain/dated";
import { checkPersonas } from "../../src/catalogue/domain/persona";
import { resolveNames, serviceCodeOf } from "../../src/catalogue/domain/resolve-names";
import { checkSegments, type Segment } from "../../src/catalogue/domain/segment";
import { standardProcedure } from "../../src/catalogue/domain/standard-procedure";
import { StepKind } from "../../src/catalogue/domain/step-kind";
import { turnOf } from "../../src/catalogue/domain/turn";
import { LANGUAGES } from "../../src/shared/texts";

describe("the standard procedure", () => {
  const { stages, steps } = standardProcedure();

  test("has one step for each kind, whose code is the kind, in a stage of its own", () => {
    expect(steps.map((step) => step.code).sort()).toEqual(Object.keys(StepKind).sort());
    expect(steps.every((step) => step.code === step.kind && step.optional && step.expectedTime === null && step.fee === null)).toBe(true);
    const order = steps.map((step) => stages.findIndex((stage) => stage.code === step.stageCode));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect([stages.at(0)?.code, stages.at(-1)?.code]).toEqual(["BEFORE_APPLYING", "AFTER_APPLYING"]);
  });

  test("is written in Arabic and English throughout, and asks in six words at most", () => {
    const texts = [...stages.map((stage) => stage.names), ...steps.flatMap((step) => [step.names, step.askAs])];
    expect(texts.every((text) => LANGUAGES.every((language) => (text[language] ?? "") !== ""))).toBe(true);
    expect(Math.max(...steps.flatMap((step) => Object.values(step.askAs).map((text) => text.split(/\s+/u).length)))).toBeLessThanOrEqual(6);
  });

  test("what only the government sees is asked about as the wait it causes, and is not the beneficiary's turn", () => {
    for (const kind of ["REVIEW", "DECIDE", "SYSTEM"]) {
      const step = steps.find((candidate) => candidate.code === kind);
      expect(step?.askAs).toEqual(steps.find((candidate) => candidate.code === "WAIT")?.askAs);
      expect(step && turnOf(step)).toBe("AGENCY");
    }
    const beneficiary = steps.filter((step) => turnOf(step) === "BENEFICIARY").map((step) => step.code);
    expect(beneficiary).toEqual(["FIND_OUT", "GATHER", "SIGN_IN", "FILL_IN", "UPLOAD", "BOOK", "VISIT", "PAY", "FIX", "RECEIVE", "FOLLOW_UP"]);
  });
});

describe("names of services", () => {
  const services = [
    { id: "1", code: "A", agencyCode: "X" },
    { id: "2", code: "A", agencyCode: "Y" },
    { id: "3", code: "B", agencyCode: "X" },
  ];

  test("are resolved each once, in the order asked", () => {
    expect([...resolveNames(["B", "A", "Y/A", "Y/B", "B"], services)]).toEqual([
      ["B", { found: "ONE", serviceId: "3" }],
      ["A", { found: "SEVERAL", candidates: ["X/A", "Y/A"] }],
      ["Y/A", { found: "ONE", serviceId: "2" }],
      ["Y/B", { found: "NONE" }],
    ]);
  });

  test("hold a service's code after the slash, if there is one", () => {
    expect(["B", "X/B", "X/", "/B", "X/Y/B"].map(serviceCodeOf)).toEqual(["B", "B", "", "B", "Y/B"]);
    expect(["B", "", "Y/B", "خدمة", "-a", "a".repeat(64), "a".repeat(65), "a b"].map(isCode)).toEqual([true, false, false, false, false, true, false, false]);
  });
});

describe("dated things", () => {
  const open: Dated = { from: "2026-02-01", to: null };
  const january: Dated = { from: "2026-01-01", to: "2026-02-01" };

  test("hold from their first day up to, but without, the last", () => {
    expect(["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"].map((day) => holdsOn(january, day))).toEqual([false, true, true, false]);
    expect(holdsOn(open, "2999-01-01")).toBe(true);
  });

  test("neighbours do not overlap, and overlapping works both ways round", () => {
    for (const [a, b, expected] of [
      [january, open, false],
      [january, { from: "2026-01-31", to: null }, true],
      [open, { from: "2030-01-01", to: "2030-01-02" }, true],
      [january, january, true],
      [{ from: "2026-01-10", to: "2026-01-11" }, january, true],
    ] as const) {
      expect([overlap(a, b), overlap(b, a)]).toEqual([expected, expected]);
    }
  });

  test("days must exist and come in order", () => {
    expect(checkSpan({ from: "2026-02-29", to: null })).toMatchObject({ code: "INVALID_DAY", path: ["from"] });
    expect(checkSpan({ from: "2026-02-28", to: "2026-2-28" })).toMatchObject({ code: "INVALID_DAY", path: ["to"] });
    expect(checkSpan({ from: "2026-02-28", to: "2026-02-28" })).toMatchObject({ code: "EMPTY_PERIOD", path: ["to"] });
    expect(checkSpan(january)).toBeUndefined();
  });
});

test("a name needs one language; blank ones count as not given", () => {
  expect(checkNames({}, ["names"])).toMatchObject({ code: "TEXT_REQUIRED", path: ["names"] });
  expect(checkNames({ ar: " ", en: "\n" }, ["names"])).toMatchObject({ code: "TEXT_REQUIRED" });
  expect(checkNames({ ar: "", en: "x" }, ["names"])).toBeUndefined();
  expect(checkNames({ en: "x".repeat(500) }, ["names"])).toBeUndefined();
  expect(checkNames({ ar: "x", en: "\0" }, ["names"])).toMatchObject({ code: "TEXT_INVALID", path: ["names", "en"] });
  expect(presentTexts({ ar: "", en: " a b ", fr: "é" })).toEqual({ en: "a b", fr: "é" });
});

describe("segments", () => {
  const segment = (code: string, rule: Partial<Segment> = {}): Segment => ({ code, names: { en: code }, beneficiary: null, actedBy: null, firstTime: null, ...rule });

  test("may be twelve, not thirteen", () => {
    const twelve = Array.from({ length: 12 }, (_, i) => segment(`S${String(i)}`));
    expect(checkSegments(twelve, [])).toEqual([]);
    expect(checkSegments([...twelve, segment("S12")], [])).toMatchObject([{ code: "TOO_MANY_SEGMENTS" }]);
  });

  test("keep their rule, also once retired; every problem is told", () => {
    const known = [segment("OLD", { beneficiary: "CITIZEN" })];
    expect(checkSegments([segment("OLD", { beneficiary: "CITIZEN", names: { ar: "اسم آخر" } })], known)).toEqual([]);
    expect(checkSegments([segment("OLD"), segment("x y", { names: {} }), segment("OLD", { beneficiary: "CITIZEN" })], known).map(({ code, path }) => [code, path])).toEqual([
      ["SEGMENT_RULE_FIXED", [0]],
      ["INVALID_CODE", [1, "code"]],
      ["TEXT_REQUIRED", [1, "names"]],
      ["SEGMENT_REPEATED", [2, "code"]],
    ]);
  });
});

test("personas may be four and name segments that are there", () => {
  const persona = (code: string, segmentCodes: string[] = []): Parameters<typeof checkPersonas>[0][number] => ({ code, names: { en: code }, segmentCodes });
  expect(checkPersonas(["A", "B", "C", "D"].map((code) => persona(code, ["S"])), ["S"])).toEqual([]);
  expect(checkPersonas(["A", "B", "C", "D", "E"].map((code) => persona(code)), [])).toMatchObject([{ code: "TOO_MANY_PERSONAS" }]);
  expect(checkPersonas([persona("A", ["S", "T"]), persona("A")], ["S"])).toMatchObject([{ code: "SEGMENT_UNKNOWN", path: [0, "segments", 1] }, { code: "PERSONA_REPEATED", path: [1, "code"] }]);
});

test("volumes are whole, in range, and each year and channel once", () => {
  const volume = { year: 2023, channel: "WEB", n: 1, source: "register" } as const;
  expect(checkVolumes([volume, { ...volume, channel: "POST", n: 0 }])).toEqual([]);
  expect(checkVolumes([{ ...volume, n: 1.5 }, volume, { ...volume, year: 23, source: " " }]).map(({ code, path }) => [code, path])).toEqual([
    ["VOLUME_OUT_OF_RANGE", [0, "n"]],
    ["VOLUME_REPEATED", [1]],
    ["YEAR_OUT_OF_RANGE", [2, "year"]],
    ["TEXT_EMPTY", [2, "source"]],
  ]);
  expect(checkVolumes(Array.from({ length: 501 }, () => volume))).toMatchObject([{ code: "BATCH_TOO_LONG" }]);
});
