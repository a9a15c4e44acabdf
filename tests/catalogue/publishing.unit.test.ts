import { checkPublishable, type VersionFacts } from "../../src/catalogue/domain/publishing";

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const NOW = day(20);
const STANDARD: VersionFacts = { version: 1, state: "PUBLISHED", publishedAt: day(10), standard: true, stepCount: 8 };
const SECOND: VersionFacts = { version: 2, state: "PUBLISHED", publishedAt: day(12), standard: false, stepCount: 3 };
const DRAFT: VersionFacts = { version: 3, state: "DRAFT", publishedAt: null, standard: false, stepCount: 3 };

test("a draft is published now or as from an earlier instant", () => {
  expect(checkPublishable(DRAFT, [STANDARD, SECOND], NOW, NOW)).toBeUndefined();
  expect(checkPublishable(DRAFT, [STANDARD, SECOND], day(13), NOW)).toBeUndefined();
  expect(checkPublishable(DRAFT, [STANDARD, SECOND], day(21), NOW)).toMatchObject({ code: "PUBLISHED_AHEAD", path: ["publishedAt"] });
});

test("a successor begins later than what it follows, except than the standard one", () => {
  for (const publishedAt of [day(11), day(12)]) expect(checkPublishable(DRAFT, [STANDARD, SECOND], publishedAt, NOW)).toMatchObject({ code: "PUBLISHED_BEFORE_PREDECESSOR" });
  expect(checkPublishable(DRAFT, [STANDARD], day(1), NOW)).toBeUndefined();
});

test("a published or retired version stays what it is, and a procedure has steps", () => {
  expect(checkPublishable({ ...DRAFT, state: "PUBLISHED", publishedAt: day(15) }, [STANDARD], NOW, NOW)).toMatchObject({ code: "PROCEDURE_PUBLISHED" });
  expect(checkPublishable({ ...DRAFT, state: "RETIRED", publishedAt: day(15) }, [STANDARD], NOW, NOW)).toMatchObject({ code: "PROCEDURE_RETIRED" });
  expect(checkPublishable({ ...DRAFT, stepCount: 0 }, [STANDARD], NOW, NOW)).toMatchObject({ code: "STEPS_MISSING" });
});
