// The shapes of the API's answers, which --json prints, carry decorators.
import "reflect-metadata";
import type { AddCommand } from "./cli-context";
import { commandGroup } from "./command-group";
import { addAutomation } from "./reports/automation.command";
import { addDataHealth } from "./reports/data-health.command";
import { addBenchmark } from "./reports/benchmark.command";
import { addBurden } from "./reports/burden.command";
import { addDrivers } from "./reports/drivers.command";
import { addDurations } from "./reports/durations.command";
import { addEffect } from "./reports/effect.command";
import { addEffortReport } from "./reports/effort-report.command";
import { addProcessMap } from "./reports/process-map.command";
import { addRetention } from "./reports/retention.command";
import { addChanges } from "./reports/changes.command";
import { addSatisfaction } from "./reports/satisfaction.command";
import { addSimplificationCard } from "./reports/simplification-card.command";
import { addStepRanking } from "./reports/step-ranking.command";
import { addWeekly } from "./reports/weekly.command";
import { addWaiting } from "./reports/waiting.command";
import { addWhoAnswered } from "./reports/who-answered.command";

/** `yusr report …`: the reports of the API on the command line, from the same use cases. */
export const addReportCommand: AddCommand = (program, context) => {
  const report = commandGroup(program, "report");
  addDataHealth(report, context);
  addBenchmark(report, context);
  addDrivers(report, context);
  addDurations(report, context);
  addEffect(report, context);
  addEffortReport(report, context);
  addStepRanking(report, context);
  addChanges(report, context);
  addSatisfaction(report, context);
  addProcessMap(report, context);
  addRetention(report, context);
  addWhoAnswered(report, context);
  addBurden(report, context);
  addSimplificationCard(report, context);
  addAutomation(report, context);
  addWeekly(report, context);
  addWaiting(report, context);
};
