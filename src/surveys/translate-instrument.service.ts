import { isDeepStrictEqual } from "node:util";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { notFound, Refusal } from "../shared/refusal";
import type { Instrument } from "./domain/instrument";
import { instrumentKey } from "./domain/survey";
import { type InstrumentTranslation, languageProblem, translationProblem } from "./domain/translation";
import type { InstrumentBank } from "./instrument-bank.service";
import type { InstrumentRepository } from "./storage/instrument.repository";

/** Adds the words of an instrument in a language beside Arabic and English. */
export class TranslateInstrumentService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly instruments: InstrumentRepository,
    private readonly bank: InstrumentBank,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The page offers it wherever all that it says is there; answers in it are compared once somebody has tested it. The same
   * words again with who tested them mark them so. Refusals: `INVALID_LANGUAGE`, `NOT_FOUND` (the instrument), those of
   * {@link translationProblem}, `TRANSLATED_BEFORE` (in other words: answers were given to those).
   */
  async translate(actor: Actor, translation: InstrumentTranslation): Promise<Instrument | Refusal> {
    this.access.require(actor, "surveys.govern");
    const { instrumentCode, instrumentVersion, language, testedBy, testedOn } = translation;
    const noLanguage = languageProblem(language);
    if (noLanguage !== undefined) return noLanguage;
    const refusal = await this.units.write(async (unit) => {
      const instrument = (await this.bank.fresh(unit)).get(instrumentKey(instrumentCode, instrumentVersion));
      if (instrument === undefined) return notFound("instrument", ["instrument"]);
      const problem = translationProblem(translation, instrument);
      if (problem !== undefined) return problem;
      const before = await this.instruments.translation(unit, translation);
      if (before === null) await this.instruments.insertTranslation(unit, translation);
      else if (!isDeepStrictEqual(words(before), words(translation))) return new Refusal("TRANSLATED_BEFORE", "It was translated before, in other words; a changed word needs a new version of the instrument.", ["wording"]);
      else await this.instruments.markTranslation(unit, translation);
      await this.audit.record(unit, actor, "translateInstrument", { instrument: instrumentCode, version: instrumentVersion, language, testedBy, testedOn });
      return undefined;
    });
    if (refusal !== undefined) return refusal;
    const translated = (await this.units.read((unit) => this.bank.fresh(unit))).get(instrumentKey(instrumentCode, instrumentVersion));
    return translated ?? notFound("instrument", ["instrument"]);
  }
}

function words({ lead, wording, labels, notApplicable }: InstrumentTranslation): object {
  return { lead, wording, labels, notApplicable };
}
