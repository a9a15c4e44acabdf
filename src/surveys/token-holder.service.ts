import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { AgencyForPeople } from "../catalogue/domain/agency-for-people";
import type { ServiceFacts, StepFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import { type GuessLimit, TooManyGuesses } from "../security/guess-limit";
import { Refusal } from "../shared/refusal";
import { Remembered } from "../shared/remembered";
import type { Transaction } from "../transactions/domain/transaction";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import { comparableAddress } from "./comparable-address";
import { stepsWalked } from "./domain/askable-steps";
import { type FormQuestion, formQuestions } from "./domain/form";
import type { Invitation } from "./domain/invitation";
import { type Approval, itemsOf, type Survey, type SurveyComment } from "./domain/survey";
import type { InstrumentBank } from "./instrument-bank.service";
import { TRANSACTION_OF_INVITATION } from "./storage/answered-invitation-by-id.view";
import { readInvitation } from "./storage/invitation-by-id.view";
import { readSurveysById } from "./storage/surveys-by-id.view";
import type { SurveyTokens } from "./survey-tokens.service";

/** What was asked of one person, with what it was about. */
export interface Asked {
  readonly transaction: Transaction;
  readonly questions: readonly FormQuestion[];
  readonly comments: readonly SurveyComment[];
  /** IANA name of the zone in which the agency's days begin. */
  readonly timeZone: string;
}

/** What never changes about a service's published procedure. */
interface ProcedureBasis {
  readonly steps: readonly StepFacts[];
  readonly timeZone: string;
}

/** Services, surveys and procedures kept in memory; more than a nation has. */
const REMEMBERED = 20_000;

/**
 * Lets in whoever holds a token. The token is the right itself: there is no actor to ask about. What never changes
 * (which service has a number, published surveys, published procedures) is read once.
 */
export class TokenHolder {
  private readonly services = new Remembered<string>(REMEMBERED);
  private readonly surveys = new Remembered<Survey>(REMEMBERED);
  private readonly procedures = new Remembered<ProcedureBasis>(REMEMBERED);

  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly transactions: TransactionsLookup,
    private readonly bank: InstrumentBank,
    private readonly tokens: SurveyTokens,
    private readonly guesses: GuessLimit,
  ) {}

  /**
   * The invitation of a token. `NOT_FOUND`, in the same words, for one that is malformed, unknown or tampered with.
   *
   * @param address whence it came, where a person holds it: after many that were none only what carries its proof is looked up
   * @throws TooManyGuesses
   */
  async open<I extends Invitation = Invitation>(
    unit: UnitOfWork,
    token: string,
    address: string | null = null,
    read: (unit: UnitOfWork, serviceId: string, id: string) => Promise<I | undefined> = readInvitation as typeof read,
  ): Promise<I | Refusal> {
    const place = address === null ? null : (comparableAddress(address) ?? address);
    if (place !== null && this.guesses.exhausted(place) && !this.isProven(token)) throw new TooManyGuesses();
    const { serviceNumber, invitationId } = this.tokens.read(token);
    const serviceId = await this.services.get(String(serviceNumber), () => this.catalogue.numbered(unit, serviceNumber));
    const invitation = serviceId === undefined ? undefined : await read(unit, serviceId, invitationId);
    if (this.tokens.matches(token, invitation?.tokenDigest) && invitation !== undefined) return invitation;
    if (place !== null) this.guesses.missed(place);
    return NO_SUCH_LINK;
  }

  /** Whether nobody without the key can have made it; told without asking the database, of services whose links were opened before. */
  private isProven(token: string): boolean {
    const { serviceNumber, invitationId } = this.tokens.read(token);
    const serviceId = this.services.already(String(serviceNumber));
    return serviceId !== undefined && this.tokens.matches(token, this.tokens.digest(this.tokens.tokenOf(serviceNumber, serviceId, invitationId)));
  }

  /** The service of an invitation as it is now. */
  async serviceOf(unit: UnitOfWork, { serviceId }: Invitation): Promise<ServiceFacts> {
    const service = (await this.catalogue.services(unit, [serviceId])).get(serviceId);
    if (service === undefined) throw new Error("an invitation outlived its service");
    return service;
  }

  /** What the agency of a service tells people. */
  async forPeople(unit: UnitOfWork, { agencyId }: ServiceFacts): Promise<AgencyForPeople> {
    return this.catalogue.forPeople(unit, agencyId);
  }

  /** Who lets people be asked so. */
  async approvalOf(unit: UnitOfWork, invitation: Invitation): Promise<Approval | null> {
    return (await this.surveyOf(unit, invitation))?.approval ?? null;
  }

  private async surveyOf(unit: UnitOfWork, { surveyId }: Invitation): Promise<Survey | undefined> {
    return this.surveys.get(surveyId, async () => (await readSurveysById(unit, [surveyId])).get(surveyId));
  }

  /** The transaction of an invitation, for who would else have to read the invitation first. */
  async transactionOf(unit: UnitOfWork, serviceId: string, invitationId: string): Promise<Transaction | undefined> {
    return this.transactions.led(unit, serviceId, invitationId, TRANSACTION_OF_INVITATION);
  }

  /**
   * The questions as they were put.
   * @param known the transaction of the invitation, where it was read already
   */
  async asked(unit: UnitOfWork, invitation: Invitation, known?: Transaction): Promise<Asked> {
    const { serviceId, transactionId, steps } = invitation;
    const survey = await this.surveyOf(unit, invitation);
    const transaction = known ?? (await this.transactions.one(unit, serviceId, transactionId));
    if (survey === undefined || transaction === undefined) throw new Error("an invitation outlived its survey or its transaction");
    const procedure = await this.procedures.get(transaction.procedureId, async () => {
      const { procedures, timeZone } = await this.serviceOf(unit, invitation);
      const found = procedures.find(({ id }) => id === transaction.procedureId);
      return found === undefined ? undefined : { steps: found.steps, timeZone };
    });
    if (procedure === undefined) throw new Error("a transaction outlived its procedure");
    const walked = stepsWalked(transaction.passages, procedure.steps);
    const items = itemsOf(survey, await this.bank.all(unit, survey.questions));
    return { transaction, timeZone: procedure.timeZone, questions: formQuestions(items, steps, walked, transaction), comments: survey.comments };
  }

  /** The questions of a survey about one transaction and all steps the person went through. */
  async questions(unit: UnitOfWork, survey: Survey, transaction: Transaction, service: ServiceFacts): Promise<readonly FormQuestion[]> {
    const procedure = service.procedures.find(({ id }) => id === transaction.procedureId);
    const walked = stepsWalked(transaction.passages, procedure?.steps ?? []);
    return formQuestions(itemsOf(survey, await this.bank.all(unit, survey.questions)), walked.map(({ code }) => ({ step: code, probability: 1 })), walked, transaction);
  }
}

/** One object, so that no difference can creep in. */
const NO_SUCH_LINK = new Refusal("NOT_FOUND", "This link is not known. Open the whole link from the message it came in.", ["token"]);
