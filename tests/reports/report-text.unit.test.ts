import { secondsText } from "../../src/cli/report-text";

test.each([
  [0, "0 s"], [0.34, "0.3 s"], [9.94, "9.9 s"], [42.4, "42 s"], [59.9, "60 s"], [60, "1 min"], [90, "1 min 30 s"], [599.7, "10 min"], [1790, "30 min"],
  [3_600, "1 h"], [3_605.5, "1 h"], [12_000, "3 h 20 min"], [35_990, "10 h"], [86_400, "1 d"], [187_200, "2 d 4 h"], [1_814_400, "21 d"],
])("%d s is %s", (seconds, text) => {
  expect(secondsText(seconds)).toBe(text);
});
