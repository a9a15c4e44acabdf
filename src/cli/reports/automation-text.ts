import type { AutomationEffect, Compared } from "../../reports/domain/automation/automation-effect";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, freshnessText, fullName, inWords, KEY, table } from "../report-text";

/** Whether automation helped, for people at a terminal. */
export function automationText({ period, moment, freshness, changes, changeCount, kinds }: Fresh<AutomationEffect>): string {
  const told = (estimate: Parameters<typeof estimateCells>[0]): string => estimateCells(estimate)[0] ?? "";
  const sides = (word: string, { before, after, difference }: Compared): string[] => [word, told(before), told(after), told(difference)];
  const blocks = changes.map((change) => {
    const rows = [["", "before", "after", "difference"], ...change.ease.map((one) => sides(`ease ${one.instrument} v${String(one.version)} ${one.mode}`, one)), sides("waiting before it", change.waiting), sides("time in it", change.timeInStep), sides("returned to it", change.returned)];
    const head = `${change.step}${inWords(change.names)} · ${fullName(change.service)} · ${change.from} v${String(change.fromVersion)} → ${change.to} v${String(change.toVersion)} · ${change.label}`;
    return [head, ...table(rows)].join("\n");
  });
  const cells = kinds.map(({ kind, automation, steps, ease, waiting, returned }) => [kind, automation, told(steps), told(ease), told(waiting), told(returned)]);
  return [
    `${period.from} up to ${period.to} · answers ${moment} · ${String(changes.length)} of ${String(changeCount)} changes of automation\n${freshnessText(freshness)}`,
    ...blocks,
    ["Within one kind, each step counting once: steps, mean ease, mean waiting before it, returned to it", ...table(cells)].join("\n"),
    KEY,
  ].join("\n\n");
}
