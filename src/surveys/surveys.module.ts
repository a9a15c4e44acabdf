import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Job } from "../database/job-runner";
import type { UnitsOfWork } from "../database/unit-of-work";
import { GuessLimit } from "../security/guess-limit";
import type { SecretKeys } from "../security/secret-keys";
import type { RetentionPeriods } from "../security/retention-schedule";
import type { SecurityModule } from "../security/security.module";
import type { Clock } from "../shared/clock";
import type { Random } from "../shared/random";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import { HandOverResolver } from "./api/hand-over.resolver";
import { InstrumentsResolver } from "./api/instruments.resolver";
import { RecordResponsesResolver } from "./api/record-responses.resolver";
import { SamplingResolver } from "./api/sampling.resolver";
import { SurveyFormResolver } from "./api/survey-form.resolver";
import { SurveysResolver } from "./api/surveys.resolver";
import { CloseDraftsService } from "./close-drafts.service";
import { ContactDesk } from "./contact-desk.service";
import { contactKeys } from "./contact-keys.service";
import { ApproveSurveyService } from "./approve-survey.service";
import { CutLinksService } from "./cut-links.service";
import { DefineInstrumentService } from "./define-instrument.service";
import { DefineSurveyService } from "./define-survey.service";
import type { SignalThresholds } from "./domain/response-signals";
import { ForgetRecentAnswersService } from "./forget-recent-answers.service";
import { ForgetTokensService } from "./forget-tokens.service";
import { Draws } from "./draws.service";
import { ForgetCommentsService } from "./forget-comments.service";
import { ForgetContactsService } from "./forget-contacts.service";
import { FramedSurveysService } from "./framed-surveys.service";
import { InstrumentBank, type Words } from "./instrument-bank.service";
import { SurveyInvitationDesk } from "./invitation-desk.service";
import { InvitationsDueService } from "./invitations-due.service";
import { ListInstrumentsService } from "./list-instruments.service";
import { ListSurveysService } from "./list-surveys.service";
import { NoteOpenedService } from "./note-opened.service";
import { OpeningStore } from "./opening-store.service";
import { OptOutService } from "./opt-out.service";
import { parseSendingHours } from "./domain/sending-hours";
import type { AskingCounts } from "./ports/asking-counts";
import type { StepUncertainty } from "./ports/step-uncertainty";
import type { SurveyTallyDeltas } from "./ports/tally-deltas";
import { QualitySignals } from "./quality-signals.service";
import { ReadSurveyService } from "./read-survey.service";
import { RecordResponsesService } from "./record-responses.service";
import { ReportDeliveryService } from "./report-delivery.service";
import { ResponseStore } from "./response-store.service";
import { RetireSurveyService } from "./retire-survey.service";
import { SamplingRatesService } from "./sampling-rates.service";
import { SaveAnswersService } from "./save-answers.service";
import { SeedInstrumentsService } from "./seed-instruments.service";
import { SetSamplingService } from "./set-sampling.service";
import { SetSurveyQuotaService } from "./set-survey-quota.service";
import { answerTotals } from "./storage/answer-totals.view";
import { contactCount } from "./storage/contact-count.view";
import { InstrumentRepository } from "./storage/instrument.repository";
import { SurveyRepository } from "./storage/survey.repository";
import { readInvitationCounts } from "./storage/invitation-counts.view";
import { pageText, WRITTEN_INSTRUMENTS } from "./storage/written-texts";
import { SubmitResponseService } from "./submit-response.service";
import { SurveyTokens } from "./survey-tokens.service";
import { SurveyedServices } from "./surveyed-services.service";
import type { SurveysInForce } from "./surveys-in-force";
import { SurveyScopes } from "./survey-scopes";
import type { SurveysLookup } from "./surveys.lookup";
import { TokenHolder } from "./token-holder.service";
import { TranslateInstrumentService } from "./translate-instrument.service";
import { TranslatePageService } from "./translate-page.service";
import { UnlinkedCodes } from "./unlinked-codes.service";
import { UnlinkedSurveyService } from "./unlinked-survey.service";

export interface SurveysModule {
  /** What other modules may ask. */
  readonly lookup: SurveysLookup;
  /** Brings this program's instruments into the database; to be awaited before anybody asks. */
  readonly seed: () => Promise<void>;
  readonly listInstruments: ListInstrumentsService;
  readonly defineInstrument: DefineInstrumentService;
  readonly translateInstrument: TranslateInstrumentService;
  readonly translatePage: TranslatePageService;
  readonly defineSurvey: DefineSurveyService;
  readonly approveSurvey: ApproveSurveyService;
  readonly retireSurvey: RetireSurveyService;
  readonly listSurveys: ListSurveysService;
  readonly readSurvey: ReadSurveyService;
  readonly saveAnswers: SaveAnswersService;
  readonly submitResponse: SubmitResponseService;
  readonly noteOpened: NoteOpenedService;
  readonly recordResponses: RecordResponsesService;
  readonly unlinkedSurvey: UnlinkedSurveyService;
  readonly invitationsDue: InvitationsDueService;
  readonly reportDelivery: ReportDeliveryService;
  readonly framedSurveys: FramedSurveysService;
  readonly optOut: OptOutService;
  readonly cutLinks: CutLinksService;
  readonly forgetRecentAnswers: ForgetRecentAnswersService;
  readonly closeDrafts: CloseDraftsService;
  readonly forgetContacts: ForgetContactsService;
  /** What the survey page says around the questions. */
  readonly words: Words;
  readonly setSampling: SetSamplingService;
  readonly setSurveyQuota: SetSurveyQuotaService;
  readonly samplingRates: SamplingRatesService;
  readonly resolvers: readonly object[];
  readonly jobs: readonly Job[];
}

interface DeskNeeds {
  readonly clock: Clock;
  readonly catalogue: CatalogueLookup;
  readonly deltas: SurveyTallyDeltas;
  readonly secretKeys: SecretKeys;
  readonly publicUrl: string;
  readonly random: Random;
  readonly inForce: SurveysInForce;
}

/** Who decides whom to ask. Made before the transactions, which ask it; the rest of the module is made after them. */
export function invitationDesk({ catalogue, secretKeys, deltas, clock, random, publicUrl, inForce }: DeskNeeds): SurveyInvitationDesk {
  return new SurveyInvitationDesk(
    catalogue, inForce, new SurveyTokens(secretKeys.token), new ContactDesk(() => contactKeys(secretKeys.contact)), new Draws(secretKeys.reference), deltas, clock, random, publicUrl,
  );
}

export interface SurveysNeeds extends DeskNeeds {
  /** Hours in which messages may be sent, as they are configured. */
  readonly sendingHours: string;
  readonly counts: AskingCounts;
  readonly uncertainty: StepUncertainty;
  readonly units: UnitsOfWork;
  readonly security: SecurityModule;
  readonly transactions: TransactionsLookup;
  readonly desk: SurveyInvitationDesk;
  readonly thresholds: SignalThresholds;
  /** Tokens a minute from one address that may be none; 0: any number. */
  readonly guessLimit: number;
  readonly periods: Pick<RetentionPeriods, "comments" | "tokens">;
}

export function surveysModule({ units, clock, security, catalogue, transactions, deltas, secretKeys, publicUrl, random, sendingHours, thresholds, counts, uncertainty, desk, inForce, guessLimit, periods }: SurveysNeeds): SurveysModule {
  const { access, audit } = security;
  const instruments = new InstrumentRepository();
  const surveys = new SurveyRepository();
  const bank = new InstrumentBank(instruments, clock);
  const tokens = new SurveyTokens(secretKeys.token);
  const services = new SurveyedServices(catalogue, access);
  const holder = new TokenHolder(catalogue, transactions, bank, tokens, new GuessLimit(guessLimit, secretKeys.token.key, clock));
  const signals = new QualitySignals(secretKeys.token.key, thresholds);
  const store = new ResponseStore(tokens, deltas, bank);
  const openings = new OpeningStore(deltas);
  const seeds = new SeedInstrumentsService(units, instruments, surveys, access, clock);
  const scopes = new SurveyScopes(catalogue, services, access);
  const listInstruments = new ListInstrumentsService(units, bank, access);
  const defineInstrument = new DefineInstrumentService(units, scopes, instruments, access, audit);
  const translateInstrument = new TranslateInstrumentService(units, instruments, bank, access, audit);
  const translatePage = new TranslatePageService(units, instruments, bank, access, audit);
  const defineSurvey = new DefineSurveyService(units, scopes, surveys, bank, inForce, access, audit, clock);
  const approveSurvey = new ApproveSurveyService(units, scopes, surveys, inForce, access, audit);
  const retireSurvey = new RetireSurveyService(units, scopes, surveys, access, audit, clock);
  const listSurveys = new ListSurveysService(units, scopes, services, inForce, access);
  const optOut = new OptOutService(units, holder, transactions, () => contactKeys(secretKeys.contact), clock);
  const readSurvey = new ReadSurveyService(units, holder, optOut, clock);
  const saveAnswers = new SaveAnswersService(units, holder, openings, clock);
  const submitResponse = new SubmitResponseService(units, holder, store, clock, signals);
  const recordResponses = new RecordResponsesService(units, services, transactions, desk, holder, store, access, audit, clock, signals);
  const unlinkedSurvey = new UnlinkedSurveyService(units, services, catalogue, bank, inForce, new UnlinkedCodes(secretKeys.token), deltas, access, clock, random, publicUrl, signals);
  const rules = parseSendingHours(sendingHours);
  if (rules === undefined) throw new Error(`YUSR_SENDING_HOURS cannot be read: ${sendingHours}`);
  const links = { publicUrl, sendingHours: rules, textOf: pageText };
  const invitationsDue = new InvitationsDueService(units, services, catalogue, transactions, tokens, links, access, audit, clock);
  const reportDelivery = new ReportDeliveryService(units, services, catalogue, tokens, deltas, access, audit, clock);
  const forget = new ForgetRecentAnswersService(units, access, clock);
  const cutLinks = new CutLinksService(units, access, clock);
  const closeDrafts = new CloseDraftsService(units, holder, store, access, clock);
  const forgetContacts = new ForgetContactsService(units, access, clock);
  const forgetTokens = new ForgetTokensService(units, access, clock, catalogue, security.marks, periods.tokens);
  const forgetComments = new ForgetCommentsService(units, access, clock, catalogue, periods.comments);
  const setSampling = new SetSamplingService(units, catalogue, counts, uncertainty, access, clock);
  const setSurveyQuota = new SetSurveyQuotaService(units, services, access, audit, clock);
  const samplingRates = new SamplingRatesService(units, services, counts, access, clock);
  return {
    lookup: { contacts: contactCount, instruments: async (unit) => [...(await bank.all(unit)).values()], invitationCounts: readInvitationCounts, answerTotals },
    seed: () => seeds.seed({ kind: "system", job: "start" }, WRITTEN_INSTRUMENTS),
    listInstruments,
    defineInstrument,
    translateInstrument,
    translatePage,
    defineSurvey,
    approveSurvey,
    retireSurvey,
    listSurveys,
    readSurvey,
    saveAnswers,
    submitResponse,
    noteOpened: new NoteOpenedService(units, holder, openings, clock),
    recordResponses,
    unlinkedSurvey,
    invitationsDue,
    reportDelivery,
    framedSurveys: new FramedSurveysService(units, holder, catalogue),
    optOut,
    cutLinks,
    forgetRecentAnswers: forget,
    closeDrafts,
    forgetContacts,
    get words() {
      return bank.words();
    },
    setSampling,
    setSurveyQuota,
    samplingRates,
    resolvers: [
      new InstrumentsResolver(listInstruments, defineInstrument, translateInstrument, translatePage),
      new SurveysResolver(defineSurvey, approveSurvey, retireSurvey, listSurveys),
      new SurveyFormResolver(readSurvey, saveAnswers, submitResponse, optOut, () => bank.words()),
      new RecordResponsesResolver(recordResponses),
      new HandOverResolver(invitationsDue, reportDelivery),
      new SamplingResolver(samplingRates, setSurveyQuota),
    ],
    // Midnight in Muscat.
    jobs: [
      // Before links are cut, where one runs after the other: it makes responses of long ago.
      { name: "close-drafts", schedule: "5 20 * * *", forgets: true, run: () => closeDrafts.close({ kind: "system", job: "close-drafts" }) },
      { name: "cut-links", schedule: "0 20 * * *", forgets: true, run: () => cutLinks.cut({ kind: "system", job: "cut-links" }) },
      { name: "forget-recent-answers", schedule: "5 * * * *", forgets: true, run: () => forget.forget({ kind: "system", job: "forget-recent-answers" }) },
      // Half past two, after the answers are released: what is known of steps is as new as can be.
      { name: "set-sampling", schedule: "30 22 * * *", run: () => setSampling.set({ kind: "system", job: "set-sampling" }) },
      { name: "forget-contacts", schedule: "10 20 * * *", forgets: true, run: () => forgetContacts.forget({ kind: "system", job: "forget-contacts" }) },
      { name: "forget-comments", schedule: "15 20 * * *", forgets: true, run: () => forgetComments.forget({ kind: "system", job: "forget-comments" }) },
      { name: "forget-tokens", schedule: "25 20 * * *", forgets: true, run: () => forgetTokens.forget({ kind: "system", job: "forget-tokens" }) },
    ],
  };
}
