import type { AgencyForPeople } from "../catalogue/domain/agency-for-people";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import type { FormQuestion } from "./domain/form";
import type { Draft } from "./domain/given-answer";
import { agencyHeading, serviceHeading } from "./domain/heading";
import { type Invitation, standingOf } from "./domain/invitation";
import type { Moment } from "./domain/moment";
import type { Approval, SurveyComment } from "./domain/survey";
import type { OptOutService } from "./opt-out.service";
import { markShown } from "./storage/mark-shown";
import type { TokenHolder } from "./token-holder.service";

/** What a genuine link is about, whether or not it still asks anything. */
export interface SurveyMatter {
  /** As a heading. */
  readonly agency: Texts;
  /** As a heading. */
  readonly service: Texts;
  /** Whether to name neither the service nor its matter. */
  readonly discreet: boolean;
  /** The language the person used with the portal, where that is known. */
  readonly language: string | null;
  /** IANA name of the zone in which the agency's days begin. */
  readonly timeZone: string;
  readonly expiresAt: Date;
  /** What the agency tells people. */
  readonly forPeople: AgencyForPeople;
  /** Who lets people be asked so; null: nobody had to. */
  readonly approval: Approval | null;
}

/** What one person is asked, ready to be shown. */
export interface SurveyForm extends SurveyMatter {
  readonly open: true;
  readonly moment: Moment;
  readonly questions: readonly FormQuestion[];
  readonly comments: readonly SurveyComment[];
  readonly draft: Draft | null;
}

/** Why a genuine link asks nothing any more. */
export interface ClosedSurvey extends SurveyMatter {
  readonly open: false;
  readonly reason: "ANSWERED" | "EXPIRED" | "OPTED_OUT";
  /** Until when nobody asks them, where they opted out; null: they are not known, and were left in peace about this alone. */
  readonly optedOutUntil: Date | null;
}

/** Shows the holder of a token what they are asked. */
export class ReadSurveyService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly holder: TokenHolder,
    private readonly optOuts: Pick<OptOutService, "until">,
    private readonly clock: Clock,
  ) {}

  /**
   * The form, or that it is closed: answered, opted out of, past its time, or about a transaction that was taken back.
   * Whatever fetches a link beforehand uses nothing up: all that is kept is when the form was first shown. Refused with
   * `NOT_FOUND` for a token that is none.
   *
   * @param address of the person who holds it; null where somebody asks for them
   * @throws TooManyGuesses
   */
  async read(token: string, address: string | null = null): Promise<SurveyForm | ClosedSurvey | Refusal> {
    let shown: Invitation | undefined;
    const read = await this.units.read(async (unit): Promise<SurveyForm | ClosedSurvey | Refusal> => {
      const invitation = await this.holder.open(unit, token, address);
      if (invitation instanceof Refusal) return invitation;
      const service = await this.holder.serviceOf(unit, invitation);
      const matter: SurveyMatter = {
        agency: agencyHeading(service.agencyNames),
        service: serviceHeading(service.names),
        discreet: service.surveyPolicy === "DISCREET",
        language: invitation.language,
        timeZone: service.timeZone,
        expiresAt: invitation.expiresAt,
        forPeople: await this.holder.forPeople(unit, service),
        approval: await this.holder.approvalOf(unit, invitation),
      };
      const standing = standingOf(invitation, this.clock());
      if (standing !== "OPEN") return { ...matter, open: false, reason: standing, optedOutUntil: standing === "OPTED_OUT" ? await this.optOuts.until(unit, invitation) : null };
      const { questions, comments } = await this.holder.asked(unit, invitation);
      shown = invitation;
      return { ...matter, open: true, moment: invitation.moment, questions, comments, draft: invitation.draft };
    });
    if (shown !== undefined) await this.firstShown(shown);
    return read;
  }

  private async firstShown({ serviceId, id, shownAt }: Invitation): Promise<void> {
    if (shownAt === null) await this.units.single((unit) => markShown(unit, serviceId, id, this.clock()));
  }
}
