// SPDX-License-Identifier: EUPL-1.2
//
// Short names for what the server sends and takes. The shapes themselves are generated from the OpenAPI document
// (schema.gen.ts, made by tools/api_types); nothing here is a shape of its own but the two generic ones.
import type { components } from './schema.gen';

type Schemas = components['schemas'];

/** A page of any list. */
export interface Page<T> { items: T[]; total: number; next: string | null }
export type Problem = Schemas['Problem'];

// ---------- session and accounts
export type Session = Schemas['Session'];
export type SessionState = Schemas['SessionState'];
export type AccountRow = Schemas['AccountRow'];
export type Passkey = Schemas['PasskeyRow'];
export type SessionRow = Schemas['SessionRow'];
export type Token = Schemas['TokenRow'];
export type CalendarState = Schemas['CalendarState'];
export type MailAddress = Schemas['MailAddress'];
export type NoticePreferences = Schemas['Preferences'];
export type LetterRow = Schemas['LetterRow'];
export type ResetLink = Schemas['ResetLink'];
export type InvitationRow = Schemas['InvitationRow'];
export type InvitationLink = Schemas['InvitationLink'];
export type Organisation = Schemas['Organisation'];
export type Proposal = Schemas['Proposal'];

// ---------- registers: described once, so their rows are read by the names in the description
export type RegisterName = Schemas['RegisterName'];
export type RegisterField = Schemas['RegisterField'];
export type Register = Schemas['RegisterCard'];
export type RegisterRow = Pick<Schemas['RegisterRow'], 'id' | 'version'> & Record<string, unknown>;
export type RegisterInput = Schemas['RegisterRowInput'];
export type ImportReport = Schemas['RegisterImport'];
export type RowChange = Schemas['RowChange'];
export type RowProblem = Schemas['RowProblem'];
export type BulkReport = Omit<Schemas['BulkReport'], 'rows'> & { rows: RegisterRow[] };
export type ViewFilter = Schemas['ViewFilter'];
export type SavedView = Schemas['SavedView'];

// ---------- catalog and applicability
export type Framework = Schemas['FrameworkCard'];
export type FrameworkReport = Schemas['FrameworkReport'];
export type OwnTextReport = Schemas['OwnTextReport'];
export type FrameworkProposal = Schemas['FrameworkProposal'];
export type MappedEnd = Schemas['MappedEnd'];
export type MappingState = Schemas['MappingState'];
export type Relation = Schemas['Relation'];
export type MappingItem = Schemas['MappingItem'];
export type MappingPair = Schemas['MappingPair'];
export type FrameworkEnd = Schemas['FrameworkEnd'];
export type MappingReach = Schemas['Reach'];
export type RequirementRow = Schemas['RequirementRow'];
export type RequirementDetail = Schemas['RequirementDetail'];
export type Statement = Schemas['Applicability'];
export type ApplicabilityRow = Schemas['ApplicabilityRow'];
export type StatementVersion = Schemas['StatementVersion'];

// ---------- verdicts and measures
export type Verdict = Schemas['Verdict'];
export type Trio = Schemas['Trio'];
export type Reason = Schemas['ReasonView'];
export type AspectVerdict = Schemas['AspectVerdict'];
export type Place = Schemas['Place'];
export type PlaceVerdict = Schemas['PlaceVerdict'];
export type MeasureVerdicts = Schemas['MeasureVerdictsView'];
export type PlanItem = Schemas['PlanItem'];
export type ProofPlan = Schemas['WrittenPlan'];
export type DayLine = Schemas['DayLine'];
export type PlaceMeasure = Schemas['PlaceMeasure'];
export type MeasureRow = Schemas['MeasureRow'];
export type Measure = Schemas['MeasureView'];
export type Override = Schemas['OverrideView'];
export type MonthBand = Schemas['MonthBand'];

// ---------- tasks and evidence
export type Occurrence = Schemas['Occurrence'];
export type Deviation = Schemas['Deviation'];
export type EvidenceKind = Schemas['EvidenceKind'];
export type EvidenceRow = Schemas['EvidenceRow'];
export type BulkReview = Schemas['BulkReview'];
export type Evidence = Schemas['EvidenceDetail'];
/** The terms of a supplier's proof on which evidence was handed in. */
export type SupplierProof = Schemas['SupplierProof'];
export type ColumnMapping = Schemas['ColumnMapping'];
export type EvidenceImport = Schemas['EvidenceImport'];
/** A table as the server reads it, before anything is done with it. */
export type TablePreview = Schemas['TablePreview'];
export type Population = Schemas['Population'];
export type PopulationTrial = Schemas['PopulationTrial'];

// ---------- status, today, board, trust
export type AspectCount = Schemas['AspectCount'];
export type Status = Schemas['Status'];
export type TodayItem = Schemas['TodayItem'];
export type Change = Schemas['VerdictChange'];
export type RoadStep = Schemas['RoadStep'];
export type Standing = Schemas['Standing'];
export type Today = Schemas['Today'];
export type Board = Schemas['Board'];
export type TrailEntry = Schemas['TrailEntry'];
export type SearchHit = Schemas['SearchHit'];
export type Job = Schemas['Job'];

// ---------- domains and what was measured of them
export type WatchedDomain = Schemas['WatchedDomain'];
export type WatchedDomainList = Schemas['WatchedDomainList'];
export type DomainState = Schemas['DomainState'];
export type DomainCounts = Schemas['DomainCounts'];
export type WatchedDomainDetail = Schemas['WatchedDomainDetail'];
export type Measurement = Schemas['Measurement'];
export type Worsened = Schemas['Worsened'];
export type DomainScore = Schemas['Score'];
export type CheckView = Schemas['CheckView'];
export type ScanOutcome = Schemas['ScanOutcome'];
export type ScanSubject = Schemas['Subject'];
export type ScanCategory = Schemas['Category'];
export type ScanEvery = Schemas['ScanEvery'];
