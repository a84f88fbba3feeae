import { Arrival1700000000001 } from "./0001-arrival.js";
import { Identity1700000000002 } from "./0002-identity.js";
import { Orders1700000000003 } from "./0003-orders.js";
import { Execution1700000000004 } from "./0004-execution.js";
import { People1700000000005 } from "./0005-people.js";
import { Unfinished1700000000006 } from "./0006-unfinished.js";
import { Acts1700000000007 } from "./0007-acts.js";
import { LateEvidence1700000000008 } from "./0008-late-evidence.js";
import { FormerIds1700000000009 } from "./0009-former-ids.js";
import { Carriers1700000000010 } from "./0010-carriers.js";
import { Documents1700000000011 } from "./0011-documents.js";
import { Streams1700000000012 } from "./0012-streams.js";
import { OutgoingDocuments1700000000013 } from "./0013-outgoing-documents.js";
import { OrderDrafts1700000000014 } from "./0014-order-drafts.js";
import { AnswerRecipients1700000000015 } from "./0015-answer-recipients.js";
import { Deadlines1700000000016 } from "./0016-deadlines.js";
import { StaleValues1700000000017 } from "./0017-stale-values.js";
import { CustomerMoves1700000000018 } from "./0018-customer-moves.js";
import { Differences1700000000019 } from "./0019-differences.js";
import { AwaitedAnswers1700000000020 } from "./0020-awaited-answers.js";
import { ParcelHistory1700000000025 } from "./0025-parcel-history.js";
import { ReturnActs1700000000026 } from "./0026-return-acts.js";
import { OrdersDue1700000000035 } from "./0035-orders-due.js";
import { Credentials1700000000040 } from "./0040-credentials.js";
import { Audit1700000000041 } from "./0041-audit.js";
import { Erasures1700000000042 } from "./0042-erasures.js";
import { Events1700000000043 } from "./0043-events.js";
import { Webhooks1700000000044 } from "./0044-webhooks.js";
import { OrderSearch1700000000047 } from "./0047-order-search.js";
import { Search1700000000048 } from "./0048-search.js";
import { Versions1700000000049 } from "./0049-versions.js";
import { CustomFields1700000000050 } from "./0050-custom-fields.js";
import { ReturnsTold1700000000053 } from "./0053-returns-told.js";
import { NumberKeys1700000000054 } from "./0054-number-keys.js";
import { ParcelsCompared1700000000055 } from "./0055-parcels-compared.js";
import { OwnEchoes1700000000056 } from "./0056-own-echoes.js";
import { DocumentFields1700000000057 } from "./0057-document-fields.js";
import { ReturnEvents1700000000058 } from "./0058-return-events.js";
import { Cases1700000000059 } from "./0059-cases.js";
import { CaseEvents1700000000060 } from "./0060-case-events.js";
import { CausesFoundAnew1700000000061 } from "./0061-causes-found-anew.js";
import { StandingStatements1700000000062 } from "./0062-standing-statements.js";
import { DaysLookedAtFirst1700000000063 } from "./0063-days-looked-at-first.js";

/** All migrations, oldest first. */
export const migrations = [
  Arrival1700000000001,
  Identity1700000000002,
  Orders1700000000003,
  Execution1700000000004,
  People1700000000005,
  Unfinished1700000000006,
  Acts1700000000007,
  LateEvidence1700000000008,
  FormerIds1700000000009,
  Carriers1700000000010,
  Documents1700000000011,
  Streams1700000000012,
  OutgoingDocuments1700000000013,
  OrderDrafts1700000000014,
  AnswerRecipients1700000000015,
  Deadlines1700000000016,
  StaleValues1700000000017,
  CustomerMoves1700000000018,
  Differences1700000000019,
  AwaitedAnswers1700000000020,
  ParcelHistory1700000000025,
  ReturnActs1700000000026,
  OrdersDue1700000000035,
  Credentials1700000000040,
  Audit1700000000041,
  Erasures1700000000042,
  Events1700000000043,
  Webhooks1700000000044,
  OrderSearch1700000000047,
  Search1700000000048,
  Versions1700000000049,
  CustomFields1700000000050,
  ReturnsTold1700000000053,
  NumberKeys1700000000054,
  ParcelsCompared1700000000055,
  OwnEchoes1700000000056,
  DocumentFields1700000000057,
  ReturnEvents1700000000058,
  Cases1700000000059,
  CaseEvents1700000000060,
  CausesFoundAnew1700000000061,
  StandingStatements1700000000062,
  DaysLookedAtFirst1700000000063,
];
