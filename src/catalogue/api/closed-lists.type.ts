import { closedList } from "../../graphql/closed-list";
import { ActedBy } from "../domain/acted-by";
import { Automation } from "../domain/automation";
import { BeneficiaryKind } from "../domain/beneficiary-kind";
import { Channel } from "../domain/channel";
import { ExpectedTimeSource } from "../domain/procedure-outline";
import { ProcedureState } from "../domain/procedure-state";
import { SurveyPolicy } from "../domain/service-facts";
import { Signal } from "../domain/signal";
import { StatusMark } from "../domain/status-mark";
import { StatusOutcome } from "../domain/status-outcome";
import { StepKind } from "../domain/step-kind";
import { ResponsibleParty, SeenBy, Turn } from "../domain/turn";
import { Weekday } from "../domain/weekly-hours";

export const ChannelType = closedList(Channel, "Channel", "How a beneficiary and a service meet.", {
  WEB: "A website.",
  MOBILE_APP: "An app on a phone.",
  SERVICE_CENTRE: "A counter of the government.",
  SERVICE_OFFICE: "A private office that files for people, such as a Sanad office.",
  CALL_CENTRE: "The telephone.",
  KIOSK: "A machine that people use themselves.",
  SMS: "Text messages.",
  CHAT: "A chat with a person or a program.",
  EMAIL: "E-mail.",
  POST: "Letters.",
  SOCIAL_MEDIA: "Social media.",
  OTHER: "Another channel; not the same as an unknown one.",
});

export const BeneficiaryKindType = closedList(BeneficiaryKind, "BeneficiaryKind", "Whom a service is for.", {
  CITIZEN: "A citizen.",
  RESIDENT: "A resident.",
  GCC_NATIONAL: "A national of another country of the Gulf Cooperation Council.",
  VISITOR: "A visitor.",
  ESTABLISHMENT: "A company or another establishment.",
  GOVERNMENT_BODY: "A government body.",
});

export const ActedByType = closedList(ActedBy, "ActedBy", "Who did it.", {
  SELF: "The beneficiary.",
  FOR_PERSON: "Somebody for a person, such as a relative.",
  FOR_COMPANY: "Somebody for a company.",
  SERVICE_OFFICE: "A clerk of a service office.",
  STAFF: "Staff of the agency.",
  PROACTIVE: "Nobody: the government acted of its own accord.",
});

export const AutomationType = closedList(Automation, "Automation", "How far a step is done by machine.", {
  MANUAL: "By people.",
  ASSISTED: "By people whom a system helps.",
  AUTOMATED: "By a system alone.",
});

export const StepKindType = closedList(StepKind, "StepKind", "What sort of thing a step asks of people; the peer group it is compared with.", {
  FIND_OUT: "Finding out what is needed.",
  GATHER: "Getting the documents.",
  SIGN_IN: "Signing in and proving who one is.",
  FILL_IN: "Filling in the application.",
  UPLOAD: "Attaching documents.",
  BOOK: "Booking an appointment.",
  VISIT: "Going to an office or centre.",
  INSPECTION: "An inspection or test.",
  OTHER_AGENCY: "Another agency's approval.",
  PAY: "Paying the fees.",
  WAIT: "Waiting for an answer.",
  FIX: "Correcting or completing the application.",
  RECEIVE: "Receiving the result or document.",
  FOLLOW_UP: "Following up or objecting.",
  REVIEW: "The agency looks into it; people see a wait.",
  DECIDE: "The agency decides; people see a wait.",
  SYSTEM: "A system works by itself; people see a wait.",
});

export const SeenByType = closedList(SeenBy, "SeenBy", "Who sees a step.", {
  BENEFICIARY: "The beneficiary alone.",
  GOVERNMENT: "The government alone.",
  BOTH: "Both.",
});

export const TurnType = closedList(Turn, "Turn", "Who has to do something before the transaction moves on.", {
  BENEFICIARY: "The beneficiary.",
  AGENCY: "The service's agency.",
  OTHER_AGENCY: "Another agency.",
  THIRD_PARTY: "A third party.",
});

export const ResponsiblePartyType = closedList(ResponsibleParty, "ResponsibleParty", "Who carries a step out where it is not the beneficiary.", {
  AGENCY: "The service's agency.",
  OTHER_AGENCY: "Another agency.",
  THIRD_PARTY: "A third party.",
});

export const SignalType = closedList(Signal, "Signal", "What a portal may measure about a passage beyond its times.", {
  ERROR: "Errors shown to the beneficiary.",
  RETRY: "Attempts after the first.",
  HELP: "Requests for help.",
  CHANNEL_SWITCH: "Whether the beneficiary went on in another channel.",
});

export const SurveyPolicyType = closedList(SurveyPolicy, "SurveyPolicy", "Whether and how a service may be asked about; set by the office.", {
  NORMAL: "Asked about by its name.",
  DISCREET: "Asked about without naming it.",
  NEVER: "Never asked about.",
});

export const ProcedureStateType = closedList(ProcedureState, "ProcedureState", "Where a version of a procedure stands.", {
  DRAFT: "May still change; nothing uses it.",
  PUBLISHED: "In force; never changes.",
  RETIRED: "Was in force; keeps its transactions.",
});

export const ExpectedTimeSourceType = closedList(ExpectedTimeSource, "ExpectedTimeSource", "Where an expected time comes from.", {
  PUBLISHED: "A published standard.",
  PEERS: "The median of steps of the same kind.",
  OWNER: "The owner's own; never counts in a ranking.",
});

export const StatusMarkType = closedList(StatusMark, "StatusMark", "Whether a status opens or closes a passage.", {
  ENTERED: "The step begins with the status.",
  LEFT: "The step ends with the status.",
});

export const StatusOutcomeType = closedList(StatusOutcome, "StatusOutcome", "How a status ends a transaction.", {
  GRANTED: "Decided: yes.",
  PARTLY_GRANTED: "Decided: partly yes.",
  REFUSED: "Decided: no.",
  NOT_ELIGIBLE: "Decided: the conditions are not met.",
  WITHDRAWN: "Taken back by the beneficiary.",
  ABANDONED: "Given up by the beneficiary.",
  EXPIRED: "Ran out of time.",
  FAILED: "Broken off by a fault.",
});

export const WeekdayType = closedList(Weekday, "Weekday", "Day of the week.", {
  MONDAY: "Monday.",
  TUESDAY: "Tuesday.",
  WEDNESDAY: "Wednesday.",
  THURSDAY: "Thursday.",
  FRIDAY: "Friday.",
  SATURDAY: "Saturday.",
  SUNDAY: "Sunday.",
});
