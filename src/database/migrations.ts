import { Security1800000000000 } from "../../migrations/1800000000000-security";
import { KeyLife1802000000000 } from "../../migrations/1802000000000-key-life";
import { Catalogue1810000000000 } from "../../migrations/1810000000000-catalogue";
import { Transactions1820000000000 } from "../../migrations/1820000000000-transactions";
import { StatusChanges1821000000000 } from "../../migrations/1821000000000-status-changes";
import { Surveys1830000000000 } from "../../migrations/1830000000000-surveys";
import { Tallies1840000000000 } from "../../migrations/1840000000000-tallies";
import { Grains1841000000000 } from "../../migrations/1841000000000-grains";
import { ResponseTouchpoint1842000000000 } from "../../migrations/1842000000000-response-touchpoint";
import { ReleasedAnswers1842100000000 } from "../../migrations/1842100000000-released-answers";
import { Returns1843000000000 } from "../../migrations/1843000000000-returns";
import { Abandonment1844000000000 } from "../../migrations/1844000000000-abandonment";
import { CalendarRevisions1845000000000 } from "../../migrations/1845000000000-calendar-revisions";
import { TallyAudit1846000000000 } from "../../migrations/1846000000000-tally-audit";
import { TallySeals1846100000000 } from "../../migrations/1846100000000-tally-seals";
import { InvitationsTakenBack1847000000000 } from "../../migrations/1847000000000-invitations-taken-back";
import { EffortPolicy1848000000000 } from "../../migrations/1848000000000-effort-policy";
import { ServiceChanges1849000000000 } from "../../migrations/1849000000000-service-changes";
import { SurveyLifecycle1850000000000 } from "../../migrations/1850000000000-survey-lifecycle";
import { Asking1852000000000 } from "../../migrations/1852000000000-asking";
import { Panel1852100000000 } from "../../migrations/1852100000000-panel";
import { HandOver1853000000000 } from "../../migrations/1853000000000-hand-over";
import { Collectors1854000000000 } from "../../migrations/1854000000000-collectors";
import { EmbedOrigins1854100000000 } from "../../migrations/1854100000000-embed-origins";
import { UnlinkedForms1854200000000 } from "../../migrations/1854200000000-unlinked-forms";
import { QualitySignals1855000000000 } from "../../migrations/1855000000000-quality-signals";
import { RecentAnswers1855100000000 } from "../../migrations/1855100000000-recent-answers";
import { PartialResponses1856000000000 } from "../../migrations/1856000000000-partial-responses";
import { AuditChain1857000000000 } from "../../migrations/1857000000000-audit-chain";
import { RetentionMarks1859000000000 } from "../../migrations/1859000000000-retention-marks";
import { Translations1862000000000 } from "../../migrations/1862000000000-translations";

/** In the order in which they are applied. */
export const MIGRATIONS = [
  Security1800000000000,
  KeyLife1802000000000,
  Catalogue1810000000000,
  Transactions1820000000000,
  StatusChanges1821000000000,
  Surveys1830000000000,
  Tallies1840000000000,
  Grains1841000000000,
  ResponseTouchpoint1842000000000,
  ReleasedAnswers1842100000000,
  Returns1843000000000,
  Abandonment1844000000000,
  CalendarRevisions1845000000000,
  TallyAudit1846000000000,
  TallySeals1846100000000,
  InvitationsTakenBack1847000000000,
  EffortPolicy1848000000000,
  ServiceChanges1849000000000,
  SurveyLifecycle1850000000000,
  Asking1852000000000,
  Panel1852100000000,
  HandOver1853000000000,
  Collectors1854000000000,
  EmbedOrigins1854100000000,
  UnlinkedForms1854200000000,
  QualitySignals1855000000000,
  RecentAnswers1855100000000,
  PartialResponses1856000000000,
  AuditChain1857000000000,
  RetentionMarks1859000000000,
  Translations1862000000000,
] as const;
