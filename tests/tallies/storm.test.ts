import { storm } from "./storm";

// The longer one: `npm run storm -- --kills 100`.
test("F1 F13 servers killed at random under intake, answers, corrections, folds and releases lose nothing and count nothing twice", async () => {
  const left = await storm(4);
  expect(left).toMatchObject({ kills: 4, fallen: 0, lost: 0, surplus: 0, contradicted: 0, differences: [0, 0] });
  expect(left.compared.transactions).toBe(left.transactions);
  expect(left.transactions).toBeGreaterThan(50);
  expect(left.answers).toBeGreaterThan(0);
}, 120_000);
