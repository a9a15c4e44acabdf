import { DatabaseClock } from "../../src/database/database-clock";

const MINUTE = 60_000;
const THEN = Date.UTC(2026, 2, 10, 8);

afterEach(() => jest.useRealTimers());

/** A database whose clock stands. */
function database(): { answer: number | Error; query: any } {
  const pool = {
    answer: THEN as number | Error,
    query: () => {
      return pool.answer instanceof Error ? Promise.reject(pool.answer) : Promise.resolve({ rows: [{ ms: pool.answer }] });
    },
  };
  return pool;
}

test("the present is the database's, goes on by itself, and is asked for again every minute", async () => {
  jest.useFakeTimers({ now: 0 });
  const pool = database();
  const { now, close } = await DatabaseClock.open(pool);
  expect(now().getTime()).toBe(THEN);
  // Somebody sets this computer's clock: nothing happens.
  jest.setSystemTime(7 * 86_400_000);
  expect(now().getTime()).toBe(THEN);
  await jest.advanceTimersByTimeAsync(MINUTE / 2);
  expect(now().getTime()).toBe(THEN + MINUTE / 2);
  pool.answer = THEN + 10 * MINUTE;
  await jest.advanceTimersByTimeAsync(MINUTE / 2);
  expect(now().getTime()).toBe(THEN + 10 * MINUTE);
  close();
  pool.answer = 0;
  await jest.advanceTimersByTimeAsync(10 * MINUTE);
  expect(now().getTime()).toBe(THEN + 20 * MINUTE);
});

test("a database that is away changes nothing", async () => {
  jest.useFakeTimers({ now: 0 });
  const pool = database();
  const { now, close } = await DatabaseClock.open(pool);
  pool.answer = new Error("away");
  await jest.advanceTimersByTimeAsync(3 * MINUTE);
  expect(now().getTime()).toBe(THEN + 3 * MINUTE);
  close();
});
