import { isTooFine, keptDaysFrom } from "../../src/tallies/domain/kept-days";

test("days are kept from the first of the month 400 days ago; older periods are whole months", () => {
  expect(keptDaysFrom("2026-11-22")).toBe("2025-10-01");
  expect(isTooFine({ from: "2025-10-02", to: "2026-11-22" }, "2026-11-22")).toBe(false);
  expect(isTooFine({ from: "2025-09-30", to: "2026-11-22" }, "2026-11-22")).toBe(true);
  expect(isTooFine({ from: "2019-01-01", to: "2026-11-22" }, "2026-11-22")).toBe(false);
  expect(isTooFine({ from: "2019-01-01", to: "2020-02-02" }, "2026-11-22")).toBe(true);
});
