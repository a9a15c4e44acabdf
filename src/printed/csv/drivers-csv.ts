import type { ServiceDriver, ServiceDrivers } from "../../reports/domain/drivers/service-drivers";
import type { Estimate } from "../../reports/domain/estimate";
import type { Fresh } from "../../shared/freshness";
import { cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

const WHICH = ["agency", "service", "procedureVersion", "instrument", "version", "moment", "mode", "refused", "column", "driver", "correlation", "vif", "warnings", "figure"] as const;

/** One line for each figure of each driver; one for each question that is refused. */
export function driversCsv({ service, questions, freshness }: Fresh<ServiceDrivers>): string {
  const fresh = freshCells(freshness);
  return csv([...WHICH, ...HOW_SURE, ...HOW_FRESH], questions.flatMap((question) => {
    const asked = [service.agencyCode, service.code, question.procedureVersion, question.instrument, question.version, question.moment, question.mode, question.refused];
    if (question.explained === null) return [[...asked, question.refusedColumns.join(" "), null, null, null, "", "", ...HOW_SURE.map((name) => (name === "n" ? question.n : null)), ...fresh]];
    return [
      [...asked, null, null, null, null, question.warnings.join(" "), "explained", ...cells(question.explained), ...fresh],
      ...question.drivers.flatMap((driver) => figuresOf(driver).map(([figure, estimate]) => [
        ...asked, driver.column, driver.driver, driver.correlation, driver.vif, driver.warnings.join(" "), figure, ...cells(estimate), ...fresh,
      ])),
      ...question.joint.map(({ columns, weight }) => [...asked, columns.join(" "), null, null, null, "", "jointWeight", ...cells(weight), ...fresh]),
    ];
  }));
}

function figuresOf({ weight, lmg, beta, performance }: ServiceDriver): (readonly [string, Estimate])[] {
  return [["weight", weight], ["beta", beta], ...(lmg === null ? [] : [["lmg", lmg] as const]), ["performance", performance]];
}
