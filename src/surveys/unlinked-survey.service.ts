import { randomBytes, randomUUID } from "node:crypto";
import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { Touchpoint } from "../catalogue/domain/touchpoint";
import { Insertions } from "../database/insertions";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import type { Random } from "../shared/random";
import { notFound, Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import { checkAnswers, skippedQuestions } from "./domain/check-answers";
import { checkComments, shownComments } from "./domain/check-comments";
import { checkContent, type GivenContent } from "./domain/check-content";
import { ANSWERED_STATE } from "./domain/collector";
import type { FormQuestion } from "./domain/form";
import { canonicalContent } from "./domain/given-answer";
import { agencyHeading, serviceHeading } from "./domain/heading";
import { redact } from "./domain/redact";
import { itemsOf } from "./domain/survey";
import { FORM_HOURS, type UnlinkedSurvey, unlinkedQuestions, unlinkedSurvey } from "./domain/unlinked";
import type { InstrumentBank } from "./instrument-bank.service";
import type { SurveyTallyDeltas } from "./ports/tally-deltas";
import type { QualitySignals } from "./quality-signals.service";
import type { SurveyForm } from "./read-survey.service";
import { formClaim, readFormContent } from "./storage/claim-form";
import { gatherResponses } from "./storage/gather-responses";
import type { StoredResponse } from "./storage/stored-response";
import { INVITING_TEXT } from "./storage/written-texts";
import { gatherRecentAnswers } from "./storage/recent-answers";
import type { SurveyedServices } from "./surveyed-services.service";
import type { SurveysInForce } from "./surveys-in-force";
import type { UnlinkedCodes } from "./unlinked-codes.service";

/** The link that hangs at a counter. */
export interface UnlinkedLink {
  readonly url: string;
  /** What it is about, the service first; empty where nothing of it may be named outside the page. */
  readonly names: readonly Texts[];
  /** What people are asked to do, to be shown beside it. */
  readonly text: Texts;
}

/** What is asked through a code, and the form to answer it with: once. */
export interface UnlinkedForm {
  readonly form: string;
  readonly survey: SurveyForm;
  /** Whether it is asked on a machine that stands in a hall. */
  readonly kiosk: boolean;
}

/** What hangs where. */
interface Place extends UnlinkedSurvey {
  readonly service: ServiceFacts;
  readonly touchpoint: Touchpoint | null;
  readonly questions: readonly FormQuestion[];
}

/** Checked answers on their way into the house. */
type Given = Pick<StoredResponse, "language" | "answers" | "comments" | "signals">;

const HOUR_MS = 3_600_000;

/** Groups of the jackknife, as transactions have them. */
const GROUPS = 32;

/**
 * Asks whoever reads a code that hangs at a counter. Nobody was drawn and nothing is known of their transaction, so no rule
 * of contact can hold, and the answers are `UNLINKED`: counted and reported apart.
 */
export class UnlinkedSurveyService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly services: SurveyedServices,
    private readonly catalogue: CatalogueLookup,
    private readonly bank: InstrumentBank,
    private readonly inForce: SurveysInForce,
    private readonly codes: UnlinkedCodes,
    private readonly deltas: SurveyTallyDeltas,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly publicUrl: string,
    private readonly signals: QualitySignals,
  ) {}

  /**
   * The link of a service and a counter: always the same, so that it can be printed. Refusals: `NOT_FOUND` (path `service`
   * or `touchpoint`), `AMBIGUOUS_SERVICE`; `SERVICE_EXCLUDED` where people are never asked.
   */
  async link(actor: Actor, name: string, touchpointCode: string | null): Promise<UnlinkedLink | Refusal> {
    this.access.require(actor, "surveys.read");
    return this.units.read(async (unit) => {
      const service = await this.services.own(unit, actor, name);
      if (service instanceof Refusal) return service;
      if (service.surveyPolicy === "NEVER") return new Refusal("SERVICE_EXCLUDED", "People are never asked about this service.", ["service"]);
      const touchpointId = touchpointCode === null ? null : (await this.catalogue.touchpoints(unit, service.agencyId, [touchpointCode])).get(touchpointCode);
      if (touchpointId === undefined) return notFound("touchpoint", ["touchpoint"]);
      const touchpoint = touchpointId === null ? undefined : await this.catalogue.touchpoint(unit, touchpointId);
      return {
        url: `${this.publicUrl}/u/${this.codes.codeOf({ serviceNumber: service.number, touchpointId })}`,
        names: service.surveyPolicy === "DISCREET" ? [] : [service.names, service.agencyNames, ...(touchpoint === undefined ? [] : [touchpoint.names])],
        text: INVITING_TEXT,
      };
    });
  }

  /** A form for whoever reads the code; changes nothing. Refusals: `NOT_FOUND`; `SURVEY_CLOSED` where nothing is asked (any more). */
  async read(code: string): Promise<UnlinkedForm | Refusal> {
    const now = this.clock();
    return this.units.read(async (unit) => {
      const place = await this.placeOf(unit, code);
      if (place instanceof Refusal) return place;
      const { service, touchpoint, survey, questions } = place;
      return {
        form: this.codes.formOf(code, randomBytes(16), now),
        kiosk: touchpoint?.channel === "KIOSK",
        survey: {
          open: true,
          agency: agencyHeading(service.agencyNames),
          service: serviceHeading(service.names),
          moment: survey.moment,
          discreet: service.surveyPolicy === "DISCREET",
          language: null,
          timeZone: service.timeZone,
          // Nothing leads from such an answer to anybody who could be contacted.
          forPeople: { ...(await this.catalogue.forPeople(unit, service.agencyId)), followsUp: false },
          approval: survey.approval,
          questions,
          comments: survey.comments,
          draft: null,
          expiresAt: new Date(now.getTime() + FORM_HOURS * HOUR_MS),
        },
      };
    });
  }

  /**
   * Takes the answers of one form, once: the same again is a `DUPLICATE`, other content is refused with `ALREADY_ANSWERED`.
   * Questions that were put and not answered are stored as skipped. Refusals: those of {@link read}, `INVITATION_EXPIRED`
   * for a form that was not handed out in the last day, and those of {@link checkContent},
   * {@link checkAnswers} and {@link checkComments}.
   *
   * @param address of whoever answers. Compared and forgotten: it is stored nowhere.
   */
  async submit(code: string, form: string, given: GivenContent, address: string | null = null): Promise<{ readonly status: "RECORDED" | "DUPLICATE" } | Refusal> {
    const content = checkContent(given);
    const now = this.clock();
    return this.units.single(async (unit) => {
      const place = await this.placeOf(unit, code);
      if (place instanceof Refusal) return place;
      const handedOut = this.codes.handedOut(code, form);
      const expiresAt = new Date((handedOut?.getTime() ?? 0) + FORM_HOURS * HOUR_MS);
      if (handedOut === undefined || expiresAt <= now) return FORM_EXPIRED;
      if (content instanceof Refusal) return content;
      const answers = checkAnswers(content.answers, place.questions, 1);
      if (answers instanceof Refusal) return answers;
      const { questions, survey } = place;
      const comments = checkComments(content.comments, survey.comments);
      if (comments instanceof Refusal) return comments;
      const all = [...answers, ...skippedQuestions(answers, questions, 1)];
      const shown = shownComments(comments, survey.comments, answers, questions);
      const origin = { serviceId: place.service.id, at: now, address };
      const manner = { answers, questions, commented: shown.length > 0, tookMs: now.getTime() - handedOut.getTime() };
      const through = { operatorKey: null, touchpointId: place.touchpoint?.channel === "KIOSK" ? place.touchpoint.id : null };
      const { signals, traces } = await this.signals.judge(unit, origin, through, manner, await this.signals.fromAddress(unit, origin));
      const response = this.responseOf(place, { language: content.language, answers: all, comments: shown, signals }, now);
      const sent = { serviceId: place.service.id, digest: this.codes.digest(form), contentDigest: this.codes.contentDigest(form, canonicalContent(content)), expiresAt };
      const rows = new Insertions();
      gatherResponses(rows, [response]);
      gatherRecentAnswers(rows, traces);
      const { serviceId, surveyId, moment, day, channel, segment, language, outcome } = response;
      await this.deltas.invitationsCounted(unit, [{ serviceId, surveyId, moment, day, channel, segment, language, outcome, state: ANSWERED_STATE.UNLINKED, n: 1 }], rows);
      await this.deltas.responsesStored(unit, [{ response, transaction: null }], rows);
      if ((await rows.write(unit, "submit-unlinked", formClaim(sent))) > 0) return { status: "RECORDED" };
      const before = await readFormContent(unit, sent);
      return before?.equals(sent.contentDigest) === true ? { status: "DUPLICATE" } : FORM_ANSWERED;
    });
  }

  private async placeOf(unit: UnitOfWork, code: string): Promise<Place | Refusal> {
    const named = this.codes.read(code);
    const serviceId = named === undefined ? undefined : await this.catalogue.numbered(unit, named.serviceNumber);
    if (named === undefined || serviceId === undefined) return NO_SUCH_CODE;
    const service = (await this.catalogue.services(unit, [serviceId])).get(serviceId);
    const touchpoint = named.touchpointId === null ? null : await this.catalogue.touchpoint(unit, named.touchpointId);
    if (service === undefined || touchpoint === undefined) return NO_SUCH_CODE;
    const asked = unlinkedSurvey(service, (await this.inForce.asking(unit, [service])).get(serviceId) ?? []);
    if (asked === undefined) return NOTHING_ASKED;
    const questions = unlinkedQuestions(itemsOf(asked.survey, await this.bank.all(unit, asked.survey.questions)));
    return { ...asked, service, touchpoint, questions };
  }

  private responseOf({ service, touchpoint, survey, procedure }: Place, { language, answers, comments, signals }: Given, now: Date): StoredResponse {
    const day = localDay(now, service.timeZone);
    return {
      serviceId: service.id,
      id: randomUUID(),
      surveyId: survey.id,
      procedureId: procedure.id,
      moment: survey.moment,
      mode: touchpoint?.channel === "KIOSK" ? "KIOSK" : "WEB",
      collector: "UNLINKED",
      signals,
      day,
      channel: touchpoint?.channel ?? null,
      touchpointId: touchpoint?.id ?? null,
      segment: null,
      language,
      outcome: null,
      jackknifeGroup: Math.floor(this.random() * GROUPS),
      answers,
      comments: comments.map(({ question, text }) => ({ question, text: redact(text) })),
      transactionId: null,
      linkExpiresOn: day,
      contactAgreed: false,
      partial: false,
    };
  }
}

const NO_SUCH_CODE = new Refusal("NOT_FOUND", "This code is not known. Scan the whole code again.", ["code"]);
const NOTHING_ASKED = new Refusal("SURVEY_CLOSED", "Nothing is asked about this service at the moment.", ["code"]);
const FORM_EXPIRED = new Refusal("INVITATION_EXPIRED", "This page was opened too long ago. Scan the code again.", ["form"]);
const FORM_ANSWERED = new Refusal("ALREADY_ANSWERED", "This page was answered before. Scan the code again to answer about another visit.", ["form"]);
