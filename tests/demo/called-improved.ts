import { Refusal } from "../../src/shared/refusal";
import { everyField } from "../support/every-field";
import { OPERATOR, type TestApp } from "../support/test-app";

const EFFECT = `query ($service: String!, $change: ID!, $period: PeriodInput!) { changeEffect(service: $service, change: $change, period: $period, interval: WEEK) ${everyField("ChangeEffectResult")} }`;

/** The figures that are called improved where each of the steps is said to have been changed on a day; steps without any are left out. */
export async function calledImproved(app: TestApp, key: string, service: string, steps: readonly string[], day: string, period: object): Promise<Record<string, any[]>> {
  const improved: Record<string, any[]> = {};
  for (const step of steps) {
    const change = await app.house.improvement.register.record(OPERATOR, { service, step, what: "A new version", day });
    if (change instanceof Refusal) throw new Error(change.code);
    const { data } = await app.send(key, EFFECT, { service, change: change.id, period });
    await app.house.improvement.register.withdraw(OPERATOR, service, change.id);
    const found = data.changeEffect.figures.filter(({ verdict }: any) => verdict === "IMPROVED");
    if (found.length > 0) improved[step] = found;
  }
  return improved;
}
