import { checkPublishable, checkRetirable, draftVersion, type VersionFacts } from "../../src/catalogue/domain/version-facts";

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const NOW = day(20);
const STANDARD: VersionFacts = { id: "one", version: 1, state: "RETIRED", publishedAt: new Date(0), stepCount: 17 };
const SECOND: VersionFacts = { id: "two", version: 2, state: "PUBLISHED", publishedAt: day(12), stepCount: 3 };
const DRAFT: VersionFacts = { id: "three", version: 3, state: "DRAFT", publishedAt: null, stepCount: 3 };

describe("a draft", () => {
  test("is the next version, and takes the place of the draft before it", () => {
    expect(draftVersion([STANDARD, SECOND], null)).toEqual({ version: 3, replaces: null });
    expect(draftVersion([STANDARD, SECOND], 3)).toEqual({ version: 3, replaces: null });
    expect(draftVersion([STANDARD, SECOND, DRAFT], null)).toEqual({ version: 3, replaces: "three" });
    expect(draftVersion([], null)).toEqual({ version: 1, replaces: null });
    expect(draftVersion([STANDARD, SECOND], null, "KEEP")).toEqual({ version: 3, replaces: null });
    expect(draftVersion([STANDARD, SECOND, DRAFT], null, "KEEP")).toMatchObject({ code: "DRAFT_IN_THE_WAY", path: ["service"] });
  });

  test("never takes the place of what was published", () => {
    expect(draftVersion([STANDARD, SECOND], 2)).toMatchObject({ code: "PROCEDURE_PUBLISHED", path: ["version"] });
    expect(draftVersion([STANDARD, SECOND], 1)).toMatchObject({ code: "PROCEDURE_RETIRED" });
    expect(draftVersion([STANDARD, SECOND, DRAFT], 4)).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("publishing", () => {
  const versions = [STANDARD, SECOND, DRAFT];

  test("is now or as from an earlier instant", () => {
    expect(checkPublishable(versions, 3, NOW, NOW)).toBe(DRAFT);
    expect(checkPublishable(versions, 3, day(13), NOW)).toBe(DRAFT);
    expect(checkPublishable(versions, 3, day(21), NOW)).toMatchObject({ code: "PUBLISHED_AHEAD", path: ["publishedAt"] });
  });

  test("begins later than what it follows; the standard procedure was there since ever", () => {
    for (const publishedAt of [day(11), day(12)]) expect(checkPublishable(versions, 3, publishedAt, NOW)).toMatchObject({ code: "PUBLISHED_BEFORE_PREDECESSOR" });
    expect(checkPublishable([STANDARD, DRAFT], 3, new Date("1999-01-01"), NOW)).toBe(DRAFT);
  });

  test("happens once, and to something with steps", () => {
    expect(checkPublishable(versions, 2, NOW, NOW)).toMatchObject({ code: "PROCEDURE_PUBLISHED" });
    expect(checkPublishable(versions, 1, NOW, NOW)).toMatchObject({ code: "PROCEDURE_RETIRED" });
    expect(checkPublishable(versions, 9, NOW, NOW)).toMatchObject({ code: "NOT_FOUND" });
    expect(checkPublishable([{ ...DRAFT, stepCount: 0 }], 3, NOW, NOW)).toMatchObject({ code: "STEPS_MISSING" });
  });
});

test("only what is in force can be retired", () => {
  const versions = [STANDARD, SECOND, DRAFT];
  expect(checkRetirable(versions, 2)).toBe(SECOND);
  expect([1, 3, 4].map((version) => checkRetirable(versions, version))).toMatchObject([{ code: "PROCEDURE_RETIRED" }, { code: "PROCEDURE_NOT_PUBLISHED" }, { code: "NOT_FOUND" }]);
});
