import { isDeepStrictEqual } from "node:util";
import { type UnitsOfWork, violatedConstraint } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import { type InstrumentDraft, instrumentProblem } from "./domain/instrument-problem";
import type { Instrument } from "./domain/instrument";
import type { InstrumentRepository } from "./storage/instrument.repository";
import type { SurveyScopes } from "./survey-scopes";

/** Takes questions that an agency wants to ask beside those of the bank. */
export class DefineInstrumentService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly scopes: SurveyScopes,
    private readonly instruments: InstrumentRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Stores a question under the next version of its name; the same words again are the version they were. Only surveys of
   * the agency may ask it, and no report compares its answers with anybody's. Refusals: `NOT_FOUND` (the agency), those of
   * {@link instrumentProblem}, `VERSION_TAKEN` (somebody changed it at the same moment: try again).
   */
  async define(actor: Actor, { agency, ...draft }: InstrumentDraft & { readonly agency: string }): Promise<Instrument | Refusal> {
    this.access.require(actor, "surveys.write");
    const code = `${agency}/${draft.name}`;
    try {
      return await this.units.write(async (unit) => {
        const scope = await this.scopes.own(unit, actor, { scope: "AGENCY", service: null, agency });
        if (scope instanceof Refusal) return scope;
        const refusal = instrumentProblem(draft, code);
        if (refusal !== undefined) return refusal;
        const latest = (await this.instruments.all(unit)).findLast((one) => one.code === code);
        const instrument = instrumentOf(draft, { code, version: (latest?.version ?? 0) + 1, agencyId: scope.key.agencyId, source: agency });
        if (latest !== undefined && isDeepStrictEqual({ ...latest }, { ...instrument, version: latest.version })) return latest;
        await this.instruments.insert(unit, instrument);
        await this.audit.record(unit, actor, "defineInstrument", { agency, instrument: code, version: instrument.version });
        return instrument;
      });
    } catch (error) {
      if (violatedConstraint(error) === "instrument_pk") return new Refusal("VERSION_TAKEN", "Somebody changed it at the same moment; try again.", ["name"]);
      throw error;
    }
  }
}

function instrumentOf({ kind, lead, wording, points, notApplicable }: InstrumentDraft, own: Pick<Instrument, "code" | "version" | "agencyId" | "source">): Instrument {
  return {
    ...own,
    kind,
    direction: kind === "RATING" ? "HIGH_IS_GOOD" : kind === "COUNT" ? "LOW_IS_EASY" : "NONE",
    order: kind === "RATING" || kind === "COUNT" ? "LOW_TO_HIGH" : "AS_LISTED",
    lead,
    wording,
    points,
    notApplicable,
    validation: { ar: "DRAFT", en: "DRAFT" },
    testMark: "T1",
    note: null,
  };
}
