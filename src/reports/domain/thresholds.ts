/**
 * From how much evidence on a figure is shown, ranked and trusted (METHODS 0.2). Versioned: figures of different
 * versions are not compared.
 */
export interface Thresholds {
  readonly version: number;
  /** Day from which the version holds. */
  readonly validFrom: string;
  /** Fewer answers than this are not shown at all. A setting of the installation. */
  readonly minimumCell: number;
  /** Fewer than this are shown as `LOW_CONFIDENCE` and never ranked. */
  readonly moderateFrom: number;
  /** From this many on a figure stands on its own. */
  readonly fullFrom: number;
  /** Confidence of every interval, two-sided. */
  readonly confidence: number;
  /** From this share on, transactions still under way are many enough to bias a drop-off share (METHODS 6.6). */
  readonly manyUnresolved: number;
}

/** The thresholds in force, with the minimum cell of this installation. */
export function currentThresholds(minimumCell: number): Thresholds {
  return { version: 1, validFrom: "2026-01-01", minimumCell, moderateFrom: 30, fullFrom: 100, confidence: 0.95, manyUnresolved: 0.1 };
}
