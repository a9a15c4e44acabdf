import type { ChangeEffect } from "../../improvement/domain/change-effect";
import type { EffectLabel } from "../../improvement/domain/effect-figure";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, freshnessText, fullName, KEY, table } from "../report-text";
import { VERDICTS } from "./satisfaction-text";

const LABELS: Readonly<Record<EffectLabel, string>> = {
  ESTIMATED_EFFECT: "estimated effect (assumes parallel trends)",
  CHANGE_AFTER_DATE: "change after the date, not proven to be caused by it",
  DIFFERENCE_BETWEEN_PERIODS: "difference between periods",
};

/** What came of a change: every figure under its own label. */
export function effectText({ freshness, change, before, after, piecesBefore, piecesAfter, interval, comparison, figures }: Fresh<ChangeEffect>): string {
  const head = `${fullName(change.service)}${change.stepCode === null ? "" : ` · ${change.stepCode}`} · ${change.day}: ${change.what}`;
  const time = `${before.from} up to ${before.to} (${String(piecesBefore)}) against ${after.from} up to ${after.to} (${String(piecesAfter)}), by ${interval}${comparison === null ? "" : ` · beside ${fullName(comparison)}`}`;
  const rows = figures.map(({ measure, instrument, version, effect, label, verdict, refused }) => [
    instrument === null ? measure : `${measure} (${instrument} v${String(version)})`, ...estimateCells(effect), VERDICTS[verdict], LABELS[label], refused.map(({ code }) => code).join(", "),
  ]);
  return [`${head}\n${time}\n${freshnessText(freshness)}`, ...(rows.length === 0 ? ["Nobody's answers have been released."] : [table(rows).join("\n")]), KEY].join("\n\n");
}
