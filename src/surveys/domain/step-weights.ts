/** How wide the interval of one step of a procedure is. */
interface Width {
  readonly serviceId: string;
  readonly procedureId: string;
  readonly stepCode: string;
  readonly width: number;
}

/** How much it matters that a step is asked about. */
export interface StepWeight {
  readonly serviceId: string;
  readonly procedureId: string;
  readonly stepCode: string;
  /** Above 0; only the proportions within a procedure matter. */
  readonly weight: number;
}

/** However well a step is known, it weighs this share of the one known least: one that is never asked about cannot be seen to change. */
export const LEAST_WEIGHT = 0.25;

/** Weights of steps from the widths of their intervals: the wider, the heavier, within each procedure. Widths are at least 0. */
export function stepWeights(widths: readonly Width[]): readonly StepWeight[] {
  const widest = new Map<string, number>();
  for (const { procedureId, width } of widths) widest.set(procedureId, Math.max(width, widest.get(procedureId) ?? 0));
  return widths.map(({ serviceId, procedureId, stepCode, width }) => {
    const most = widest.get(procedureId) ?? 0;
    return { serviceId, procedureId, stepCode, weight: most === 0 ? 1 : Math.max(width / most, LEAST_WEIGHT) };
  });
}
