/** What became of everybody who was asked. */
export interface Dispositions {
  readonly complete: number;
  readonly partial: number;
  readonly refused: number;
  readonly nonContact: number;
  readonly other: number;
  /** Of whom it is unknown whether they should have been asked. */
  readonly unknown: number;
  /** Share of the unknown taken to be eligible, 0–1. */
  readonly eligibleShare: number;
}

/** Rates of response; each null where its denominator is 0. */
export interface ResponseRates {
  /** Complete ÷ all, with everybody unknown eligible: the lowest. */
  readonly rr1: number | null;
  /** The same, with partial ones on top. */
  readonly rr2: number | null;
  /** As RR1, with only the estimated eligible of the unknown. */
  readonly rr3: number | null;
  /** Complete ÷ those reached (COOP1). */
  readonly cooperation: number | null;
}

/** Response rates of the AAPOR Standard Definitions: RR1, RR2, RR3 and the cooperation rate COOP1. METHODS 8. */
export function responseRates({ complete, partial, refused, nonContact, other, unknown, eligibleShare }: Dispositions): ResponseRates {
  const reached = complete + partial + refused + other;
  const all = reached + nonContact;
  return {
    rr1: ratio(complete, all + unknown),
    rr2: ratio(complete + partial, all + unknown),
    rr3: ratio(complete, all + eligibleShare * unknown),
    cooperation: ratio(complete, reached),
  };
}

function ratio(x: number, n: number): number | null {
  return n === 0 ? null : x / n;
}
