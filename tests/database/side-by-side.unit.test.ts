import { setTimeout as sleep } from "node:timers/promises";
import { sideBySide } from "../../src/database/unit-of-work";

const failed = (code: string): Error => Object.assign(new Error(code), { code });

test("what fails is told when everything has ended, and by its cause", async () => {
  let ended = false;
  const slow = sleep(20).then(() => {
    ended = true;
    throw failed("40P01");
  });
  await expect(sideBySide(Promise.reject(failed("25P02")), slow)).rejects.toMatchObject({ code: "40P01" });
  expect(ended).toBe(true);
  await expect(sideBySide(Promise.resolve(), Promise.reject(failed("25P02")))).rejects.toMatchObject({ code: "25P02" });
  await expect(sideBySide(Promise.resolve(1), Promise.resolve("two"))).resolves.toEqual([1, "two"]);
});
