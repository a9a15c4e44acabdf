import { visitor } from "./survey-page-support";
import { openSurveySite, type SurveySite } from "./survey-site";

/** More than any gateway of a mobile network sends to one survey in a minute. */
const CROWD = 1_000;
const AT_ONCE = 16;

let site: SurveySite;

beforeAll(async () => {
  site = await openSurveySite();
}, 60_000);
afterAll(() => site.app.close());

test("W9: a thousand people behind one address, as fast as the machine serves them: none is refused", async () => {
  const tokens = [...(await site.invite("discreet", "ar", CROWD / 2)), ...(await site.invite("discreet", "en", CROWD / 2))];
  expect(new Set(tokens).size).toBe(CROWD);
  const waiting = [...tokens];
  const statuses = new Map<number, number>();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let token = waiting.pop(); token !== undefined; token = waiting.pop()) {
      const person = visitor(site.app.address);
      for (const step of [() => person.get(`/s/${token}`), () => person.press("next", { "q:COMPLETED": "choice:YES" })]) {
        await step();
        statuses.set(person.status(), (statuses.get(person.status()) ?? 0) + 1);
      }
    }
  }));
  expect([...statuses]).toEqual([[200, 2 * CROWD]]);
  expect((await site.query("SELECT count(*)::int AS n FROM invitation WHERE draft IS NOT NULL"))[0].n).toBe(CROWD);
}, 240_000);
