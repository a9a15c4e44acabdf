import { type BroughtVersion, planProcedures, type StoredVersion } from "../../src/catalogue/domain/import/plan-procedures";
import { standardProcedure } from "../../src/catalogue/domain/standard-procedure";

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const NOW = day(20);
const A = { ...standardProcedure(), abandonAfterDays: 1 };
const B = { ...standardProcedure(), abandonAfterDays: 2 };
const STANDARD: StoredVersion = { id: "standard", version: 1, state: "PUBLISHED", standard: true, publishedAt: new Date(0), outline: null };
const PUBLISHED: StoredVersion = { id: "two", version: 2, state: "PUBLISHED", standard: false, publishedAt: day(5), outline: A };
const DRAFT: StoredVersion = { id: "draft", version: 3, state: "DRAFT", standard: false, publishedAt: null, outline: B };
const published = (publishedAt: Date, outline = A): BroughtVersion => ({ publishedAt, tentative: false, outline });
const draft = (outline = A, tentative = false): BroughtVersion => ({ publishedAt: null, tentative, outline });
const acts = (brought: readonly BroughtVersion[], stored: readonly StoredVersion[]): unknown[] => planProcedures(brought, stored, NOW).map((step) => (step.act === "REFUSE" ? step.refusal.code : step.act === "INSERT" ? `INSERT ${String(step.version)}` : step.act));

test("a history is entered once, in order, and then kept", () => {
  const history = [published(day(5)), published(day(9), B), draft()];
  expect(acts(history, [STANDARD])).toEqual(["INSERT 2", "INSERT 3", "INSERT 4"]);
  const stored: StoredVersion[] = [STANDARD, { ...PUBLISHED, state: "RETIRED" }, { ...PUBLISHED, id: "three", version: 3, publishedAt: day(9), outline: B }, { ...DRAFT, version: 4, outline: A }];
  expect(acts(history, stored)).toEqual(["KEEP", "KEEP", "KEEP"]);
});

test("what is published never changes and gets no earlier or future neighbour", () => {
  expect(acts([published(day(5), B)], [STANDARD, PUBLISHED])).toEqual(["PROCEDURE_PUBLISHED"]);
  expect(acts([published(day(4), B)], [STANDARD, PUBLISHED])).toEqual(["PUBLISHED_BEFORE_PREDECESSOR"]);
  expect(acts([published(day(21))], [STANDARD])).toEqual(["PUBLISHED_AHEAD"]);
  expect(acts([published(day(9)), published(day(8), B)], [STANDARD])).toEqual(["INSERT 2", "PUBLISHED_BEFORE_PREDECESSOR"]);
});

test("the file's draft takes the place of the stored one, and is no news where it says what is in force", () => {
  expect(acts([draft(A)], [STANDARD, DRAFT])).toEqual(["REPLACE"]);
  expect(acts([draft(B)], [STANDARD, DRAFT])).toEqual(["KEEP"]);
  expect(acts([draft(A)], [STANDARD, PUBLISHED])).toEqual(["KEEP"]);
});

test("a register's guess never takes the place of what somebody wrote", () => {
  expect(acts([draft(A, true)], [STANDARD])).toEqual(["INSERT 2"]);
  expect(acts([draft(A, true)], [STANDARD, DRAFT])).toEqual(["KEEP"]);
  expect(acts([draft(B, true)], [STANDARD, PUBLISHED])).toEqual(["KEEP"]);
});
