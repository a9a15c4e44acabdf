import type { UnitOfWork } from "../database/unit-of-work";
import type { Instrument } from "./domain/instrument";
import { instrumentKey } from "./domain/survey";
import type { InstrumentRepository } from "./storage/instrument.repository";

/** The instruments in memory: they never change under their version, so they are read once. */
export class InstrumentBank {
  private known: ReadonlyMap<string, Instrument> = new Map();

  constructor(private readonly instruments: InstrumentRepository) {}

  /**
   * All instruments by {@link instrumentKey}. Read again where one of those wanted is missing: another process may have
   * brought a new one.
   */
  async all(unit: UnitOfWork, wanted: readonly { readonly instrument: string; readonly version: number }[] = []): Promise<ReadonlyMap<string, Instrument>> {
    if (this.known.size === 0 || wanted.some(({ instrument, version }) => !this.known.has(instrumentKey(instrument, version)))) {
      return this.fresh(unit);
    }
    return this.known;
  }

  /** The same as it is stored now, for those who look whether something is there. */
  async fresh(unit: UnitOfWork): Promise<ReadonlyMap<string, Instrument>> {
    const rows = await this.instruments.all(unit);
    this.known = new Map(rows.map((row) => [instrumentKey(row.code, row.version), row]));
    return this.known;
  }
}
