import type { UnitOfWork } from "../../database/unit-of-work";
import type { Instrument } from "../domain/instrument";
import type { InstrumentTranslation, TranslatedText } from "../domain/translation";
import { InstrumentEntity } from "./instrument.entity";
import { InstrumentTranslationEntity } from "./instrument-translation.entity";
import { PageTextEntity } from "./page-text.entity";

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

  /** The words in further languages. */
  async translations(unit: UnitOfWork): Promise<readonly InstrumentTranslation[]> {
    return unit.getRepository(InstrumentTranslationEntity).find();
  }

  async translation(unit: UnitOfWork, { instrumentCode, instrumentVersion, language }: InstrumentTranslation): Promise<InstrumentTranslation | null> {
    return unit.getRepository(InstrumentTranslationEntity).findOneBy({ instrumentCode, instrumentVersion, language });
  }

  async insertTranslation(unit: UnitOfWork, translation: InstrumentTranslation): Promise<void> {
    await unit.getRepository(InstrumentTranslationEntity).insert(Object.assign(new InstrumentTranslationEntity(), translation));
  }

  /** Who tested a translation: all of it that may change. */
  async markTranslation(unit: UnitOfWork, { instrumentCode, instrumentVersion, language, testedBy, testedOn }: InstrumentTranslation): Promise<void> {
    await unit.getRepository(InstrumentTranslationEntity).update({ instrumentCode, instrumentVersion, language }, { testedBy, testedOn });
  }

  async pageTexts(unit: UnitOfWork): Promise<readonly TranslatedText[]> {
    return unit.getRepository(PageTextEntity).find();
  }

  async putPageTexts(unit: UnitOfWork, texts: readonly TranslatedText[]): Promise<void> {
    await unit.getRepository(PageTextEntity).upsert(texts.map((text) => Object.assign(new PageTextEntity(), text)), ["language", "key"]);
  }

  /** How well it is tested, and where it comes from: all that may change without a new version. */
  async updateMarks(unit: UnitOfWork, { code, version, validation, testMark, source, note }: Instrument): Promise<void> {
    await unit.getRepository(InstrumentEntity).update({ code, version }, { validation, testMark, source, note });
  }
}

function toRow(instrument: Instrument): InstrumentEntity {
  return Object.assign(new InstrumentEntity(), instrument);
}
