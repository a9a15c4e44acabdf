import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { StepWeight } from "../domain/step-weights";

type SetWeight = StepWeight & { readonly setAt: Date };

const COLUMNS: readonly UnnestColumn<SetWeight>[] = [
  { name: "service_id", type: "uuid", of: (w) => w.serviceId },
  { name: "procedure_id", type: "uuid", of: (w) => w.procedureId },
  { name: "step_code", type: "text", of: (w) => w.stepCode },
  { name: "weight", type: "double precision", of: (w) => w.weight },
  { name: "set_at", type: "timestamptz", of: (w) => w.setAt },
];

/** Sets the weights of steps, each once. */
export async function putStepWeights(unit: UnitOfWork, weights: readonly SetWeight[]): Promise<void> {
  if (weights.length > 0) await unit.query(PUT, unnestParameters(COLUMNS, weights));
}

const PUT = `/* put-step-weights */
  INSERT INTO step_weight (${columnNames(COLUMNS)})
  SELECT * FROM ${unnestOf(COLUMNS)}
  ON CONFLICT (service_id, procedure_id, step_code) DO UPDATE SET weight = excluded.weight, set_at = excluded.set_at`;
