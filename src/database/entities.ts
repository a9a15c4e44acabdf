import { AgencyEntity } from "../catalogue/storage/agency.entity";
import { CalendarRevisionEntity } from "../catalogue/storage/calendar-revision.entity";
import { CalendarEntity } from "../catalogue/storage/calendar.entity";
import { DeclaredVolumeEntity } from "../catalogue/storage/declared-volume.entity";
import { HolidayEntity } from "../catalogue/storage/holiday.entity";
import { NamedPeriodEntity } from "../catalogue/storage/named-period.entity";
import { PersonaEntity } from "../catalogue/storage/persona.entity";
import { PortalEntity } from "../catalogue/storage/portal.entity";
import { PortalGrantEntity } from "../catalogue/storage/portal-grant.entity";
import { PortalSignalEntity } from "../catalogue/storage/portal-signal.entity";
import { ProcedureEntity } from "../catalogue/storage/procedure.entity";
import { ProcessStepEntity } from "../catalogue/storage/process-step.entity";
import { SegmentEntity } from "../catalogue/storage/segment.entity";
import { ServiceEntity } from "../catalogue/storage/service.entity";
import { StageEntity } from "../catalogue/storage/stage.entity";
import { StatusMeaningEntity } from "../catalogue/storage/status-meaning.entity";
import { TouchpointEntity } from "../catalogue/storage/touchpoint.entity";
import { EffortPolicySignalEntity } from "../reports/storage/effort-policy-signal.entity";
import { EffortPolicyEntity } from "../reports/storage/effort-policy.entity";
import { ServiceChangeEntity } from "../improvement/storage/service-change.entity";
import { ApiKeyEntity } from "../security/storage/api-key.entity";
import { ApiKeySecretEntity } from "../security/storage/api-key-secret.entity";
import { AuditEntryEntity } from "../security/storage/audit-entry.entity";
import { AuditLinkEntity } from "../security/storage/audit-link.entity";
import { RetentionMarkEntity } from "../security/storage/retention-mark.entity";
import { AnswerEntity } from "../surveys/storage/answer.entity";
import { CommentEntity } from "../surveys/storage/comment.entity";
import { ContactEntity } from "../surveys/storage/contact.entity";
import { InstrumentEntity } from "../surveys/storage/instrument.entity";
import { InstrumentTranslationEntity } from "../surveys/storage/instrument-translation.entity";
import { PageTextEntity } from "../surveys/storage/page-text.entity";
import { InvitationEntity } from "../surveys/storage/invitation.entity";
import { ResponseLinkEntity } from "../surveys/storage/response-link.entity";
import { RecentAnswerEntity } from "../surveys/storage/recent-answer.entity";
import { ResponseEntity } from "../surveys/storage/response.entity";
import { SamplingRateEntity } from "../surveys/storage/sampling-rate.entity";
import { StepWeightEntity } from "../surveys/storage/step-weight.entity";
import { SurveyDecisionEntity } from "../surveys/storage/survey-decision.entity";
import { SurveyQuotaEntity } from "../surveys/storage/survey-quota.entity";
import { SurveyEntity } from "../surveys/storage/survey.entity";
import { UnlinkedFormEntity } from "../surveys/storage/unlinked-form.entity";
import { CalendarRecountEntity } from "../transactions/storage/calendar-recount.entity";
import { PassageEntity } from "../transactions/storage/passage.entity";
import { StatusChangeEntity } from "../transactions/storage/status-change.entity";
import { TransactionEntity } from "../transactions/storage/transaction.entity";
import { AnswerDeltaEntity } from "../tallies/storage/answer-delta.entity";
import { DriverPlanEntity } from "../tallies/storage/driver-plan.entity";
import { DriverTallyEntity } from "../tallies/storage/driver-tally.entity";
import { RELEASED_ENTITIES } from "../tallies/storage/released.entities";
import { ReturnSubjectEntity } from "../tallies/storage/return-subject.entity";
import { TallySealEntity } from "../tallies/storage/tally-seal.entity";
import { TALLY_ENTITIES } from "../tallies/storage/tally.entities";
import { VariantPathEntity } from "../tallies/storage/variant-path.entity";

/** Every entity of the house: what the migrations must add up to. */
export const ENTITIES = [
  ApiKeyEntity,
  ApiKeySecretEntity,
  AuditEntryEntity,
  AuditLinkEntity,
  RetentionMarkEntity,
  AgencyEntity,
  ServiceEntity,
  TouchpointEntity,
  SegmentEntity,
  PersonaEntity,
  ProcedureEntity,
  StageEntity,
  ProcessStepEntity,
  CalendarEntity,
  CalendarRevisionEntity,
  HolidayEntity,
  NamedPeriodEntity,
  PortalEntity,
  PortalGrantEntity,
  PortalSignalEntity,
  StatusMeaningEntity,
  DeclaredVolumeEntity,
  TransactionEntity,
  CalendarRecountEntity,
  PassageEntity,
  StatusChangeEntity,
  InstrumentEntity,
  InstrumentTranslationEntity,
  PageTextEntity,
  SurveyEntity,
  SurveyDecisionEntity,
  InvitationEntity,
  RecentAnswerEntity,
  ResponseEntity,
  AnswerEntity,
  ResponseLinkEntity,
  CommentEntity,
  UnlinkedFormEntity,
  ContactEntity,
  SurveyQuotaEntity,
  SamplingRateEntity,
  StepWeightEntity,
  ...TALLY_ENTITIES,
  TallySealEntity,
  VariantPathEntity,
  ReturnSubjectEntity,
  AnswerDeltaEntity,
  ...RELEASED_ENTITIES,
  DriverPlanEntity,
  DriverTallyEntity,
  EffortPolicyEntity,
  EffortPolicySignalEntity,
  ServiceChangeEntity,
] as const;
