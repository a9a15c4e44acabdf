import { isDeepStrictEqual } from "node:util";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { newId } from "../shared/new-id";
import type { Instrument } from "./domain/instrument";
import type { Moment } from "./domain/moment";
import { CORE, NATIONAL_CORE } from "./domain/national-core";
import { instrumentKey } from "./domain/survey";
import type { InstrumentRepository } from "./storage/instrument.repository";
import type { SurveyRepository } from "./storage/survey.repository";

/** Brings the instruments and the national definitions of this program into the database, at every start. */
export class SeedInstrumentsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly instruments: InstrumentRepository,
    private readonly surveys: SurveyRepository,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds what is missing, takes over how well an instrument is tested, changes nothing else; safe to run from several
   * processes at once and as often as one likes.
   *
   * @throws Error naming every instrument whose wording or scale differs from what is stored under the same code and
   * version: answers were given to the stored words, so changed words are a new version
   */
  async seed(actor: Actor, written: readonly Instrument[]): Promise<void> {
    this.access.require(actor, "surveys.seed");
    await this.units.write(async (unit) => {
      await this.seedInstruments(unit, written);
      for (const moment of Object.keys(NATIONAL_CORE) as Moment[]) await this.seedCore(unit, moment);
    });
  }

  private async seedInstruments(unit: UnitOfWork, written: readonly Instrument[]): Promise<void> {
    let stored = await this.stored(unit);
    const missing = written.filter(({ code, version }) => !stored.has(instrumentKey(code, version)));
    if (missing.length > 0) {
      await this.instruments.insertMissing(unit, missing);
      stored = await this.stored(unit);
    }
    const changed: string[] = [];
    for (const instrument of written) {
      const before = stored.get(instrumentKey(instrument.code, instrument.version));
      if (!isDeepStrictEqual(asked(before), asked(instrument))) changed.push(`${instrument.code} (version ${String(instrument.version)})`);
      else if (!isDeepStrictEqual(marks(before), marks(instrument))) await this.instruments.updateMarks(unit, instrument);
    }
    if (changed.length > 0) {
      throw new Error(
        `The wording or scale of ${changed.join(", ")} differs from what people have already been asked. A changed word is a new version: give it the next version number and leave the old one as it was.`,
      );
    }
  }

  private async stored(unit: UnitOfWork): Promise<ReadonlyMap<string, Instrument>> {
    const rows = await this.instruments.all(unit);
    return new Map(rows.map((row) => [instrumentKey(row.code, row.version), row]));
  }

  private async seedCore(unit: UnitOfWork, moment: Moment): Promise<void> {
    const written = NATIONAL_CORE[moment];
    const latest = await this.surveys.latestNational(unit, moment, CORE);
    if (latest !== null && isDeepStrictEqual({ questions: latest.questions, comments: latest.comments }, written)) return;
    await this.surveys.insertNational(unit, {
      id: newId(),
      serviceId: null,
      agencyId: null,
      code: CORE,
      moment,
      version: await this.surveys.nextVersion(unit, { serviceId: null, agencyId: null }, moment),
      state: "DRAFT",
      ...written,
      approval: null,
      createdAt: this.clock(),
      publishedAt: null,
      retiredAt: null,
    });
  }
}

/** What people are asked: immutable. */
function asked(instrument: Instrument | undefined): object | undefined {
  if (instrument === undefined) return undefined;
  const { kind, direction, order, lead, wording, points, notApplicable } = instrument;
  return { kind, direction, order, lead, wording, points, notApplicable };
}

/** What is said about it. */
function marks(instrument: Instrument | undefined): object | undefined {
  if (instrument === undefined) return undefined;
  const { validation, testMark, source, note } = instrument;
  return { validation, testMark, source, note };
}
