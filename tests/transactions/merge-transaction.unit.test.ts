import fc from "fast-check";
import { UNMAPPED } from "../../src/catalogue/domain/unmapped-step";
import type { Assertion, PassageAssertion } from "../../src/transactions/domain/assertion";
import { beginTransaction } from "../../src/transactions/domain/begin-transaction";
import { intakeRules } from "../../src/transactions/domain/intake-rules";
import type { KnownTransaction } from "../../src/transactions/domain/known-transaction";
import { mergeTransaction } from "../../src/transactions/domain/merge-transaction";

const PROCEDURE = "p1";
const rules = {
  ...intakeRules({
    segments: [
      { code: "OFFICE", beneficiary: null, actedBy: "SERVICE_OFFICE", firstTime: null },
      { code: "CITIZEN", beneficiary: "CITIZEN", actedBy: null, firstTime: null },
    ],
    procedures: [],
    calendarRevision: 1,
  }),
  stepCodes: () => new Set(["FILL", "PAY", "WAIT"]),
};
const BORN = { id: "t1", portalId: "portal", procedureId: PROCEDURE };
const at = (minutes: number): Date => new Date(Date.UTC(2026, 2, 1) + minutes * 60_000);

const NOTHING: Assertion = {
  serviceId: "s1",
  reference: "aa",
  procedureId: null,
  startedAt: at(0),
  end: null,
  channel: null,
  touchpointId: null,
  beneficiary: null,
  actedBy: null,
  firstTime: null,
  language: null,
  subjectKey: null,
  operatorKey: null,
  batchReference: null,
  promisedBy: null,
  follows: null,
  passages: [],
};
const passage = (ordinal: number, more: Partial<PassageAssertion> = {}): PassageAssertion => ({
  ordinal,
  sourceCode: "FILL",
  enteredAt: at(ordinal),
  leftAt: null,
  turn: null,
  errors: null,
  retries: null,
  helpRequests: null,
  channelSwitched: null,
  ...more,
});
const begin = (said: Partial<Assertion>): KnownTransaction => beginTransaction({ ...NOTHING, ...said }, BORN, rules);
const merge = (stored: KnownTransaction, said: Partial<Assertion>) => mergeTransaction(stored, { ...NOTHING, ...said }, rules);
const refusal = (stored: KnownTransaction, said: Partial<Assertion>): unknown => {
  const merged = merge(stored, said);
  return merged.status === "REJECTED" ? [merged.refusal.code, merged.refusal.path] : merged.status;
};

describe("what a further message does", () => {
  const full: Partial<Assertion> = {
    channel: "WEB",
    beneficiary: "CITIZEN",
    subjectKey: "v1:someone",
    end: { at: at(60), outcome: "GRANTED" },
    follows: { serviceId: "s1", reference: "bb", kind: "RENEWAL" },
    passages: [passage(1, { leftAt: at(5), errors: 2 }), passage(7, { sourceCode: "PAY" })],
  };

  test("everything known already is a duplicate, also an older, shorter message", () => {
    const stored = begin(full);
    expect(merge(stored, full).status).toBe("DUPLICATE");
    expect(merge(stored, {}).status).toBe("DUPLICATE");
    expect(merge(stored, { passages: [passage(7, { sourceCode: "PAY" })] }).status).toBe("DUPLICATE");
  });

  test.each<[string, Partial<Assertion>, Partial<KnownTransaction>]>([
    ["a field", { channel: "WEB" }, { channel: "WEB" }],
    ["false, which is a value", { firstTime: false }, { firstTime: false }],
    ["what a segment depends on", { actedBy: "SERVICE_OFFICE" }, { actedBy: "SERVICE_OFFICE", segment: "OFFICE" }],
    ["an end", { end: { at: at(9), outcome: "REFUSED" } }, { endedAt: at(9), outcome: "REFUSED", outcomeSource: "PORTAL" }],
  ])("empty becomes a value: %s", (_what, said, expected) => {
    expect(merge(begin({}), said)).toMatchObject({ status: "EXTENDED", next: expected });
  });

  test("zero is a value where nothing was measured before", () => {
    const merged = merge(begin({ passages: [passage(1)] }), { passages: [passage(1, { errors: 0 })] });
    expect(merged).toMatchObject({ status: "EXTENDED", next: { passages: [{ errors: 0, retries: null }] } });
  });

  test.each<[Partial<Assertion>, (string | number)[]]>([
    [{ startedAt: at(1) }, ["startedAt"]],
    [{ procedureId: "p2" }, ["procedureVersion"]],
    [{ channel: "KIOSK" }, ["channel"]],
    [{ subjectKey: "v1:somebody else" }, ["subject"]],
    [{ end: { at: at(60), outcome: "REFUSED" } }, ["outcome"]],
    [{ end: { at: at(61), outcome: "GRANTED" } }, ["endedAt"]],
    [{ follows: { serviceId: "s1", reference: "cc", kind: "RENEWAL" } }, ["follows", "reference"]],
    [{ passages: [passage(8), passage(1, { sourceCode: "PAY" })] }, ["passages", 1, "step"]],
    [{ passages: [passage(1, { enteredAt: at(2) })] }, ["passages", 0, "enteredAt"]],
    [{ passages: [passage(1, { leftAt: at(6) })] }, ["passages", 0, "leftAt"]],
    [{ passages: [passage(1, { errors: 0 })] }, ["passages", 0, "errors"]],
  ])("a contradiction is refused at its place %#", (said, path) => {
    expect(refusal(begin(full), said)).toEqual(["REFERENCE_REUSED", path]);
  });

  test("after a key was replaced, a person's new pseudonym contradicts nothing and changes nothing", () => {
    expect(merge(begin(full), { subjectKey: "v2:someone" }).status).toBe("DUPLICATE");
  });

  test("the first promise counts; a later one is no contradiction", () => {
    const stored = begin({ promisedBy: "2026-04-01" });
    expect(merge(stored, { promisedBy: "2026-05-01" }).status).toBe("DUPLICATE");
  });

  test("a passage that begins after the end is refused, whichever came first", () => {
    expect(refusal(begin({ end: { at: at(5), outcome: "GRANTED" } }), { passages: [passage(2), passage(6)] })).toEqual(["ENDED_BEFORE_PASSAGE", ["passages", 1, "enteredAt"]]);
    expect(refusal(begin({ passages: [passage(6)] }), { end: { at: at(5), outcome: "GRANTED" } })).toEqual(["ENDED_BEFORE_PASSAGE", ["endedAt"]]);
  });

  test("what was withdrawn takes no message", () => {
    expect(refusal({ ...begin({}), withdrawn: true }, {})).toEqual(["TRANSACTION_WITHDRAWN", ["reference"]]);
  });
});

describe("an inferred abandonment", () => {
  const inferred: KnownTransaction = { ...begin({ passages: [passage(1)] }), outcome: "ABANDONED", endedAt: at(30), outcomeSource: "INFERRED" };

  test("yields to an end of any kind", () => {
    expect(merge(inferred, { end: { at: at(20), outcome: "GRANTED" } })).toMatchObject({ status: "EXTENDED", next: { outcome: "GRANTED", endedAt: at(20), outcomeSource: "PORTAL" } });
    expect(merge(inferred, { end: { at: at(30), outcome: "ABANDONED" } })).toMatchObject({ status: "EXTENDED", next: { outcomeSource: "PORTAL" } });
  });

  test("yields to any other news: the transaction goes on, also past the inferred end", () => {
    expect(merge(inferred, { passages: [passage(40)] })).toMatchObject({ status: "EXTENDED", next: { outcome: "IN_FLIGHT", endedAt: null, outcomeSource: null } });
  });

  test("stands where nothing new is said", () => {
    expect(merge(inferred, { passages: [passage(1)] }).status).toBe("DUPLICATE");
  });
});

test("a step the procedure does not know is kept under UNMAPPED with its code", () => {
  expect(begin({ passages: [passage(1, { sourceCode: "odd" })] }).passages).toMatchObject([{ step: UNMAPPED, sourceCode: "odd" }]);
});

describe("any order of arrival", () => {
  const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
  const passages = fc.uniqueArray(
    fc.record({
      ordinal: fc.nat(20),
      sourceCode: fc.constantFrom("FILL", "PAY", "WAIT", "elsewhere"),
      minute: fc.nat(50),
      lasted: optional(fc.nat(100)),
      turn: optional(fc.constantFrom("AGENCY", "BENEFICIARY")),
      errors: optional(fc.nat(3)),
      retries: optional(fc.nat(3)),
      helpRequests: optional(fc.nat(3)),
      channelSwitched: optional(fc.boolean()),
    }),
    { selector: (one) => one.ordinal, maxLength: 6 },
  );
  const truths: fc.Arbitrary<Assertion> = fc
    .record({
      passages,
      end: optional(fc.constantFrom("GRANTED", "ABANDONED")),
      channel: optional(fc.constantFrom("WEB", "KIOSK")),
      beneficiary: optional(fc.constantFrom("CITIZEN", "RESIDENT")),
      actedBy: optional(fc.constantFrom("SELF", "SERVICE_OFFICE")),
      firstTime: optional(fc.boolean()),
      language: optional(fc.constantFrom("ar", "en")),
      subjectKey: optional(fc.constant("v1:x")),
      operatorKey: optional(fc.constant("v1:y")),
      promisedBy: optional(fc.constant("2026-04-01")),
      follows: optional(fc.constant({ serviceId: "s1", reference: "bb", kind: "APPEAL" } as const)),
    })
    .map((truth) => ({
      ...NOTHING,
      ...truth,
      end: truth.end === null ? null : { at: at(1_000), outcome: truth.end },
      passages: truth.passages.map(({ minute, lasted, ...one }) => ({ ...one, enteredAt: at(minute), leftAt: lasted === null ? null : at(minute + lasted) })),
    }));

  /** Messages that each tell a part of the truth, and together all of it. `tells` decides, the last message tells what is left. */
  function split(truth: Assertion, count: number, tells: () => boolean): Assertion[] {
    const told = new Set<string>();
    const part = <T>(name: string, value: T | null, last: boolean): T | null => {
      if (!(tells() || (last && !told.has(name)))) return null;
      told.add(name);
      return value;
    };
    return Array.from({ length: count }, (_, index) => {
      const last = index === count - 1;
      const message = Object.fromEntries(
        Object.entries(truth).map(([name, value]) => [name, ["serviceId", "reference", "startedAt", "passages"].includes(name) ? value : part(name, value, last)]),
      ) as unknown as Assertion;
      const passagesTold = truth.passages.flatMap((one) => {
        if (part(`passage ${String(one.ordinal)}`, one, last) === null && !last) return [];
        const detail = Object.fromEntries(
          Object.entries(one).map(([name, value]) => [name, ["ordinal", "sourceCode", "enteredAt"].includes(name) ? value : part(`${String(one.ordinal)} ${name}`, value, last)]),
        ) as unknown as PassageAssertion;
        return [detail];
      });
      return { ...message, passages: passagesTold };
    });
  }

  test("gives the same state, and every message sent again is a duplicate", () => {
    fc.assert(
      fc.property(truths, fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.boolean()), fc.array(fc.nat(1_000), { minLength: 5, maxLength: 5 }), (truth, count, coins, keys) => {
        const flips = coins[Symbol.iterator]();
        const messages = split(truth, count, () => flips.next().value ?? true);
        const shuffled = messages.map((message, index) => ({ message, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key).map(({ message }) => message);
        const [first, ...rest] = shuffled;
        if (first === undefined) throw new Error("no message");
        let state = beginTransaction(first, BORN, rules);
        for (const message of rest) {
          const merged = mergeTransaction(state, message, rules);
          if (merged.status === "REJECTED") throw new Error(`${merged.refusal.code} ${merged.refusal.path.join(".")}`);
          if (merged.status === "EXTENDED") state = merged.next;
        }
        const whole = beginTransaction(truth, BORN, rules);
        // The group is drawn once, from whatever the first message said.
        expect({ ...state, jackknifeGroup: 0 }).toEqual({ ...whole, jackknifeGroup: 0 });
        for (const message of messages) expect(mergeTransaction(state, message, rules).status).toBe("DUPLICATE");
      }),
      { numRuns: 500 },
    );
  });
});
