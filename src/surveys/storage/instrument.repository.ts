import type { UnitOfWork } from "../../database/unit-of-work";
import type { Instrument } from "../domain/instrument";
import { InstrumentEntity } from "./instrument.entity";

export class InstrumentRepository {
  async all(unit: UnitOfWork): Promise<readonly Instrument[]> {
    return unit.getRepository(InstrumentEntity).find({ order: { code: "ASC", version: "ASC" } });
  }

  /** Adds what is not there yet; what is there stays as it is. */
  async insertMissing(unit: UnitOfWork, instruments: readonly Instrument[]): Promise<void> {
    await unit.createQueryBuilder().insert().into(InstrumentEntity).values(instruments.map(toRow)).orIgnore("(code, version)").execute();
  }

  /** Adds one; refused by its key where it is there already. */
  async insert(unit: UnitOfWork, instrument: Instrument): Promise<void> {
    await unit.getRepository(InstrumentEntity).insert(toRow(instrument));
  }

  /** How well it is tested, and where it comes from: all that may change without a new version. */
  async updateMarks(unit: UnitOfWork, { code, version, validation, testMark, source, note }: Instrument): Promise<void> {
    await unit.getRepository(InstrumentEntity).update({ code, version }, { validation, testMark, source, note });
  }
}

function toRow(instrument: Instrument): InstrumentEntity {
  return Object.assign(new InstrumentEntity(), instrument);
}
