import type { UnitOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { LANGUAGES } from "../shared/texts";
import type { Instrument } from "./domain/instrument";
import type { PluralForms } from "./domain/plural";
import { instrumentKey } from "./domain/survey";
import { translatedTexts, withTranslations } from "./domain/translation";
import type { InstrumentRepository } from "./storage/instrument.repository";
import { PAGE_TEXTS, type PageText, PLURALS } from "./storage/written-texts";

/** How long it is believed: another process may have brought a translation, or marked one as tested. */
const FRESH_MS = 60_000;

/** Everything the page says around the questions. */
export interface Words {
  readonly texts: readonly PageText[];
  readonly plurals: readonly PluralForms[];
  /** In which all of it is said. */
  readonly languages: readonly string[];
}

/** The instruments in memory, and what the page says around them, in every language. An instrument's words never change under its version. */
export class InstrumentBank {
  private known: ReadonlyMap<string, Instrument> = new Map();
  private said: Words = { texts: PAGE_TEXTS, plurals: PLURALS, languages: LANGUAGES };
  private readAt = 0;

  constructor(
    private readonly instruments: InstrumentRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * All instruments by {@link instrumentKey}. Read again after a minute, and where one of those wanted is missing: another
   * process may have brought a new one.
   */
  async all(unit: UnitOfWork, wanted: readonly { readonly instrument: string; readonly version: number }[] = []): Promise<ReadonlyMap<string, Instrument>> {
    const stale = this.known.size === 0 || Math.abs(this.clock().getTime() - this.readAt) > FRESH_MS;
    return stale || wanted.some(({ instrument, version }) => !this.known.has(instrumentKey(instrument, version))) ? this.fresh(unit) : this.known;
  }

  /** The same as it is stored now, for those who look whether something is there. */
  async fresh(unit: UnitOfWork): Promise<ReadonlyMap<string, Instrument>> {
    const rows = await this.instruments.all(unit);
    const translations = await this.instruments.translations(unit);
    this.said = { plurals: PLURALS, ...translatedTexts(PAGE_TEXTS, await this.instruments.pageTexts(unit)) };
    this.known = new Map(
      rows.map((row) => [instrumentKey(row.code, row.version), withTranslations(row, translations.filter(({ instrumentCode, instrumentVersion }) => instrumentCode === row.code && instrumentVersion === row.version))]),
    );
    this.readAt = this.clock().getTime();
    return this.known;
  }

  /** As they were last read: what is said while the database is away, too. */
  words(): Words {
    return this.said;
  }
}
