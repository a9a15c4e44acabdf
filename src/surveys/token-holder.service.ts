import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import { Refusal } from "../shared/refusal";
import type { Transaction } from "../transactions/domain/transaction";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import { type DrawnStep, stepsWalked } from "./domain/askable-steps";
import { type FormQuestion, formQuestions } from "./domain/form";
import type { Invitation } from "./domain/invitation";
import { itemsOf, type Survey } from "./domain/survey";
import type { InstrumentBank } from "./instrument-bank.service";
import { readInvitation } from "./storage/invitation-by-id.view";
import { readSurveysById } from "./storage/surveys-by-id.view";
import type { SurveyTokens } from "./survey-tokens.service";

/** What a genuine token opens. */
export interface Opened {
  readonly invitation: Invitation;
  readonly service: ServiceFacts;
}

/** What was asked of one person, with what it was about. */
export interface Asked {
  readonly survey: Survey;
  readonly transaction: Transaction;
  readonly questions: readonly FormQuestion[];
}

/** Lets in whoever holds a token. The token is the right itself: there is no actor to ask about. */
export class TokenHolder {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly transactions: TransactionsLookup,
    private readonly bank: InstrumentBank,
    private readonly tokens: SurveyTokens,
  ) {}

  /**
   * The invitation of a token, read as it is, or held by whoever is about to answer. `NOT_FOUND`, in the same words, for
   * one that is malformed, unknown or tampered with.
   */
  async open(unit: UnitOfWork, token: string, read: typeof readInvitation = readInvitation): Promise<Opened | Refusal> {
    const { serviceNumber, invitationId } = this.tokens.read(token);
    const serviceId = await this.catalogue.numbered(unit, serviceNumber);
    const invitation = serviceId === undefined ? undefined : await read(unit, serviceId, invitationId);
    if (!this.tokens.matches(token, invitation?.tokenDigest) || invitation === undefined) return NO_SUCH_LINK;
    const service = (await this.catalogue.services(unit, [invitation.serviceId])).get(invitation.serviceId);
    return service === undefined ? NO_SUCH_LINK : { invitation, service };
  }

  /** The questions as they were put. */
  async asked(unit: UnitOfWork, { invitation, service }: Opened): Promise<Asked> {
    const survey = (await readSurveysById(unit, [invitation.surveyId])).get(invitation.surveyId);
    const transaction = (await this.transactions.byId(unit, service.id, [invitation.transactionId])).get(invitation.transactionId);
    if (survey === undefined || transaction === undefined) throw new Error("an invitation outlived its survey or its transaction");
    return { survey, transaction, questions: await this.questions(unit, survey, transaction, service, invitation.steps) };
  }

  /** The questions of a survey about one transaction; `steps` are those asked about, absent: all the person went through. */
  async questions(unit: UnitOfWork, survey: Survey, transaction: Transaction, service: ServiceFacts, steps?: readonly DrawnStep[]): Promise<readonly FormQuestion[]> {
    const procedure = service.procedures.find(({ id }) => id === transaction.procedureId);
    const walked = stepsWalked(transaction.passages, procedure?.steps ?? []);
    const items = itemsOf(survey, await this.bank.all(unit, survey.questions));
    return formQuestions(items, steps ?? walked.map(({ code }) => ({ step: code, probability: 1 })), walked);
  }
}

/** One object, so that no difference can creep in. */
const NO_SUCH_LINK = new Refusal("NOT_FOUND", "This link is not known. Open the whole link from the message it came in.", ["token"]);
