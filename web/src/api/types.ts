// SPDX-License-Identifier: EUPL-1.2
//
// The contract with the server, by hand until the generated types replace it.
// API contract, base path /api/v1. All JSON snake_case. Days "2026-11-22"; moments "2026-11-22T09:15:00.000Z".
// Lists: ?limit=50&after=<cursor>&sort=field|-field&q=text&<filter>=value  →  Page<T>
// Errors: application/problem+json { type, title, status, detail (in the user's language), where (field, may be ""), request_id }
// Language of texts in answers: header Accept-Language: nl|en sent by the client with each request.
// Every non-GET request sends header x-waarborg-csrf: session.csrf. Records carry `version`; PUT sends If-Match: "<version>".
export interface Page<T> { items: T[]; total: number; next: string | null }
export interface Problem { type: string; title: string; status: number; detail: string; where: string; request_id: string }

// ---------- session and accounts
export type SessionState = 'anonymous' | 'factor' | 'enrol' | 'ready'; // factor: give second factor; enrol: must set up TOTP or passkey first
export interface Session { state: SessionState; csrf: string; account: { id: string; login: string; name: string; locale: string } | null;
  organisations: { id: string; name: string }[]; organisation: Organisation | null; roles: string[]; rights: string[]; mode: 'content' | 'administration' | 'combined' | ''; modes: string[]; may_create_organisations: boolean;
  totp: boolean; passkeys: number; expires_at: string; product_version: string; mail: boolean /* letters can be sent */ }
// GET /session ; POST /session {login,password} ; POST /session/factor {code} | {recovery_code} ; DELETE /session
// PUT /session/organisation {organisation} → Session
// POST /session/passkey/options → {challenge, rp_id, credentials: string[] (base64url)} ; POST /session/passkey {credential_id, client_data_json, authenticator_data, signature} (all base64url)
// PUT /account/locale {locale} ; PUT /account/password {current,new_password}
// POST /account/totp → {secret, uri, qr_svg} ; PUT /account/totp {code} → {recovery_codes: string[]}
// GET /account/passkeys → Page<{id,name,created_at,last_used_at}> ; POST /account/passkeys/options → {challenge, rp_id, rp_name, user_id, user_name} ; POST /account/passkeys {name, client_data_json, attestation_object} ; DELETE /account/passkeys/{id}
// GET /account/sessions → Page<{id,created_at,last_seen_at,address,agent,current}> ; DELETE /account/sessions/{id}
// GET /account/tokens → Page<{id,name,scope,created_at,last_used_at,expires_at}> ; POST /account/tokens {name, scope: 'personal'|'collector', days} → {token,...} ; DELETE /account/tokens/{id}
// GET /account/calendar → CalendarState ; POST → {url} (shown once; an older address stops) ; DELETE → CalendarState
export interface CalendarState { active: boolean; created_at: string | null; last_used_at: string | null }
// GET /account/mail → MailAddress ; PUT /account/mail {address, current} → MailAddress
export interface MailAddress { address: string; given: boolean /* false: it is the login */; mail: boolean }
// GET, PUT /account/notices → NoticePreferences
export interface NoticePreferences { weekly: boolean; overdue: boolean; worsened: boolean }
// GET /letters?state= → Page<LetterRow>
export interface LetterRow { id: string; kind: string; label: string; recipient: string; state: 'queued' | 'sent' | 'failed'; attempts: number; created_at: string; next_at: string | null; settled_at: string | null; fault: string }
// POST /session/forgotten {login} ; GET /resets/{token} (anonymous) → {login,name} ; POST /resets/{token} {password} → Session ; POST /accounts/{id}/reset → {link, mailed}
// GET /accounts → Page<AccountRow> ; PUT /accounts/{id} {roles, until} ; DELETE /accounts/{id}
export interface AccountRow { id: string; login: string; name: string; roles: string[]; until: string | null; totp: boolean; passkeys: number; last_seen_at: string | null; email: string; person: string; person_name: string }
// POST /invitations {login,name,roles,until,email} → {link,mailed} ; GET /invitations/{token} (anonymous) → {login,name,organisation} ; POST /invitations/{token} {password} → Session (state enrol)
// roles: administrator security_officer owner contributor reviewer board auditor
// PUT /organisation/combined-roles {reason}   (below ten people only)

// ---------- organisation
export interface Organisation { id: string; name: string; sub_sector: string; people: number; board_member: string; security_officer: string; health_information: string; set_up: boolean; demo: boolean; version: number }
// GET /organisation, PUT /organisation
// GET /setup/options → {sub_sectors:[{value,label}], sizes...}
// POST /setup {name, sub_sector, people, sites:[{name,city}], board_member, security_officer, health_information} → Organisation
// GET /setup/proposals → {items: Proposal[]}
export interface Proposal { card: string; title: string; description: string; owner_role: string; owner: string; places: string; place_count: number; cadence: string; requirements: { ref: string; coverage: 'full' | 'partly' }[]; adopted: boolean; minutes_per_month: number }
// POST /setup/measures {cards: string[]} → {created: number}
// POST /demo → Session (creates the demo organisation and switches to it)

// ---------- registers: described once, generic screens
export interface RegisterField { name: string; label: string; hint: string; kind: 'text' | 'long_text' | 'integer' | 'date' | 'boolean' | 'choice' | 'email' | 'url' | 'reference'; required: boolean; max: number; choices: { value: string; label: string }[]; reference: string; listed: boolean }
export interface Register { name: string; title: string; title_one: string; description: string; is_place: boolean; fields: RegisterField[]; count: number }
// GET /registers → {items: Register[]}   names: person site department system supplier
export interface RegisterRow { id: string; version: number; [field: string]: unknown }  // reference fields hold an id; `<field>_name` holds its name
// GET /registers/{name}/rows → Page<RegisterRow> ; POST ; GET/PUT/DELETE /registers/{name}/rows/{id}
// POST /registers/{name}/import?dry_run=true  (body text/csv) → ImportReport ; GET /registers/{name}/export.csv | export.xlsx
export interface ImportReport { dry_run: boolean; read: number; added: number; changed: number; unchanged: number; problems: { line: number; field: string; text: string }[] ; columns: string[]; sha256: string }

// ---------- catalog
export interface Framework { id: string; urn: string; ref_id: string; name: string; version: number; locale: string; copyright: string; requirements: number; sha256: string; imported_at: string; builtin: boolean; used: boolean }
export interface FrameworkProposal { id: string; urn: string; name: string; requirements: number; used: boolean; proposed: boolean; reason: string }
// GET /setup/frameworks → {items: FrameworkProposal[]} ; PUT /frameworks/{id}/use {used, reason?}
export interface MappedEnd { urn: string; ref: string; title: string; in_use: boolean }
export type MappingState = 'proposed' | 'confirmed' | 'rejected';
export type Relation = 'equal' | 'superset' | 'subset' | 'intersect' | 'not_related';
export interface MappingItem { id: string; version: number; source: MappedEnd; target: MappedEnd; relation: Relation; strength: number | null; rationale: string; carries: 'whole' | 'part' | 'nothing'; state: MappingState; reviewer: string; reviewed_at: string | null; review_reason: string }
export interface FrameworkEnd { urn: string; id: string; name: string; in_use: boolean }
export interface MappingReach { whole: number; part: number; none: number }
export interface MappingPair { source: FrameworkEnd; target: FrameworkEnd; total: number; proposed: number; confirmed: number; rejected: number; relations: Record<Relation, number>; reach: MappingReach; possible: MappingReach }
// GET /mappings?source=&target=&state=&relation=&q= → Page<MappingItem> ; GET /mappings/pairs → {items: MappingPair[]} ; POST /mappings/confirm {source,target} → {confirmed} ; POST /mappings/{id}/review {state, reason?} If-Match
// GET /frameworks?unused= → {items: Framework[]} ; POST /frameworks/import?dry_run=true (body: YAML file) → FrameworkReport
export interface FrameworkReport { dry_run: boolean; name: string; urn: string; version: number; installed_version: number; requirements: number; mappings: number; warnings: string[]; added: string[]; removed: string[]; changed: { ref: string; fields: string[] }[]; moved: string[] }
export type Verdict = 'shown' | 'partly_shown' | 'refuted' | 'not_shown' | 'not_applicable';
export interface Trio { design: Verdict; existence: Verdict; operation: Verdict }
export interface Reason { rule: number; text: string; refs: { kind: 'evidence' | 'supplier' | 'occurrence' | 'sample' | 'deviation' | 'measure' | 'requirement' | 'override'; id: string; label: string }[] }
export interface AspectVerdict { verdict: Verdict; reasons: Reason[]; override: boolean }
export interface RequirementRow { id: string /* urn */; ref: string; chapter: string; parent: string; depth: number; assessable: boolean; title: string; applies: boolean | null; health: boolean; measures: number; verdict: Trio }
// GET /frameworks/{id}/requirements?from=&to=&known_at= → {items: RequirementRow[], chapters:[{ref,title}]}
export interface RequirementDetail extends RequirementRow { framework: string; framework_name: string; asks: string; why: string; example: string; design: string; existence: string; operation: string; cadence: string; instrument: string; own_text: string /* local copy of norm text, never exported */; own_text_version?: number; reason: string; applicability_version: number;
  aspects: { design: AspectVerdict; existence: AspectVerdict; operation: AspectVerdict }; measure_list: { id: string; title: string; coverage: 'full' | 'partly'; owner: string; verdict: Trio; through: { requirement: string; ref: string; mapping: string; covers: boolean }[] }[]; mappings: { requirement: string; state: MappingState; review_reason: string; in_use: boolean; framework: string; ref: string; title: string; relation: Relation; strength: number | null; reason: string; reviewer: string; id: string; version: number }[]; complete_together: { by: string; reason: string } | null; previous: string; next: string }
// GET /requirements/{urn} (urn percent-encoded) ; PUT /requirements/{urn}/own-text {text}; PUT /requirements/{urn}/complete-together {reason}

// ---------- applicability (statement of applicability / VvT)
export interface ApplicabilityRow { requirement: string; ref: string; chapter: string; title: string; applies: boolean | null; reason: string; version: number; measures: number; verdict: Trio; decided_by: string; decided_at: string }
export interface StatementVersion { number: number; state: 'submitted' | 'approved' | 'rejected'; note: string; author: string; created_at: string; approver: string; decided_at: string; applies: number; excluded: number }
// GET /applicability?framework= → {framework, items: ApplicabilityRow[], versions: StatementVersion[], undecided: number}
// PUT /applicability/{urn} {applies, reason} If-Match ; POST /applicability/decide {requirements: urn[], applies, reason}
// POST /applicability/versions {framework,note} ; POST /applicability/versions/{number}/decision {approve: boolean, note}
// GET /reports/vvt?format=pdf|xlsx|json&version= ; GET /reports/board?format=pdf|xlsx|json

// ---------- measures
export interface PlanItem { id: string; kind: 'occurrences' | 'sample' | 'automated'; title: string; rrule: string; start: string; window_days: number; grace_days: number; frequency: string; tolerated: number; source: string; freshness_days: number }
export interface ProofPlan { design: { review_months: number; policy: boolean; text: string } | null; existence: { valid_months: number; text: string } | null; operation: PlanItem[]; operation_text: string }
export interface Place { kind: 'organisation' | 'site' | 'department' | 'system' | 'supplier'; id: string; name: string }
export interface MeasureRow { id: string; title: string; owner: string /* person id */; owner_name: string; requirements: string[] /* refs */; places: number; verdict: Trio; next_due: string | null; version: number }
export interface Measure { id: string; version: number; title: string; description: string; card: string; owner: string; owner_name: string; rollup: 'worst' | 'share_covered' | 'weighted'; rollup_reason: string;
  requirements: { requirement: string; ref: string; title: string; coverage: 'full' | 'partly' }[]; places: Place[]; plan: ProofPlan;
  aspects: { design: AspectVerdict; existence: AspectVerdict; operation: AspectVerdict }; rights: string[] }
// GET /measures → Page<MeasureRow> (filters requirement=urn owner= verdict= ) ; POST /measures ; GET/PUT/DELETE /measures/{id}  (PUT body: title description owner rollup rollup_reason requirements[{requirement,coverage}] places[{kind,id}] plan)
export interface PlaceVerdict { place: Place; design: AspectVerdict; existence: AspectVerdict; operation: AspectVerdict }
// GET /measures/{id}/verdicts?from=&to=&known_at= → {period:{from,to}, known_at, places: PlaceVerdict[], total:{design,existence,operation: AspectVerdict}}
// GET /measures/{id}/bands?from=&to= → {months:[{month:"2026-01", design,existence,operation: Verdict}]}
// POST /measures/{id}/overrides {aspect, place_kind, place_id, value, reason, until} ; POST /overrides/{id}/confirm (second person)
export interface Override { id: string; measure: string; aspect: string; place: Place; value: Verdict; reason: string; author: string; second_person: string; until: string; state: 'proposed' | 'active' | 'ended' }
// GET /measures/{id}/overrides → {items: Override[]}

// ---------- occurrences, deviations
export interface Occurrence { id: string; measure: string; measure_title: string; plan_item: string; title: string; due: string; window_to: string; grace_to: string; state: 'planned' | 'open' | 'on_time' | 'late' | 'missed'; performed_on: string | null; outcome: 'effective' | 'deviation' | null; note: string; owner_name: string; evidence: string[]; version: number; place: Place | null; performed_by?: string; deviation?: string }
// GET /measures/{id}/occurrences?from=&to= → {items} ; GET /occurrences → Page (filters state=, mine=true) ; GET /occurrences/{id} ; POST /occurrences/{id}/perform {performed_on, outcome, note, evidence: id[], deviation?: {what, cause, correction}}
export interface Deviation { id: string; measure: string; measure_title: string; occurrence: string; what: string; cause: string; correction: string; opened_at: string; closed_at: string | null; retest_evidence: string; state: 'open' | 'corrected' | 'closed'; version: number }
// GET /measures/{id}/deviations, GET /deviations → Page ; POST /measures/{id}/deviations {what,cause} ; PUT /deviations/{id} {what,cause,correction} ; POST /deviations/{id}/retest {evidence, supports: boolean}

// ---------- evidence
export type EvidenceKind = 'document' | 'inspection' | 'interview' | 'export' | 'sample_test' | 'automated_result' | 'external_report' | 'certificate';
export interface EvidenceRow { id: string; title: string; kind: EvidenceKind; aspect: 'design' | 'existence' | 'operation'; measure: string; measure_title: string; covers_from: string; covers_to: string; received_at: string; valid_until: string | null; result: 'supports' | 'refutes' | 'partly'; review: 'pending' | 'accepted' | 'rejected'; collector: string; file_name: string; sha256: string; expires_in_days: number | null }
export interface Evidence extends EvidenceRow { version: number; source: string; query: string; link: string; note: string; plan_item: string; occurrence: string; places: Place[]; size: number; media_type: string; author: string; approver: string; reviewed_on: string | null /* document review day */; reviewer: string; review_note: string; reviewed_at: string | null; tool: string; observations: { key: string; title: string; subject: string; at: string; result: string; detail: string; severity: string }[]; facts: { name: string; value: string }[]; trail_sequence: number; rights: string[]; warnings: string[]; supplier_proof: SupplierProof | null; withdrawn_at?: string | null }
/** The terms of a supplier's proof on which evidence was handed in. */
export interface SupplierProof { id: string; supplier: string; supplier_name: string; title: string; valid_from: string; valid_until: string; aspects: ('design' | 'existence' | 'operation')[]; remains: string }
// GET /evidence → Page<EvidenceRow> (filters measure= aspect= review= kind= expiring=true) ; POST /evidence (Evidence fields: title kind aspect measure plan_item places[{kind,id}] covers_from covers_to valid_until result source query link note author approver reviewed_on) → Evidence
// PUT /evidence/{id}/file  raw bytes, content-type of the file, header x-file-name (encodeURIComponent) → Evidence ; GET /evidence/{id}/file
// POST /evidence/{id}/review {decision: 'accepted'|'rejected', note}
// POST /evidence/import?kind=lynis|openscap|restic|borg|ocsf|csv&measure=&plan_item=&dry_run=true  raw bytes → EvidenceImport
export interface EvidenceImport { dry_run: boolean; kind: string; tool: string; subject: string; produced_at: string; covers_from: string; covers_to: string; supports: number; refutes: number; partly: number; unknown: number; overall: string; facts: { name: string; value: string }[]; warnings: string[]; evidence: string /* id when not dry */ }
export interface ColumnMapping { id: string; version: number; name: string; settings: { name: string; value: string }[] }
// GET/POST /column-mappings ; GET/PUT/DELETE /column-mappings/{id} ; import with &mapping=<id or name> or &map.<setting>=
// Collectors push with a token: POST /evidence/import with Authorization: Bearer …
// ---------- population and sample
export interface Population { id: string; measure: string; plan_item: string; title: string; covers_from: string; covers_to: string; count: number; sha256: string; frozen_at: string; frequency: string; sample_size: number; seed: string; drawn_at: string | null; tolerated: number; deviations: number; judged: number; upper_bound: number | null; state: 'frozen' | 'drawn' | 'judged'; author: string; reviewer: string; cases: { key: string; text: string; order: number; verdict: 'effective' | 'deviation' | null; note: string; retest: string }[] }
// GET /measures/{id}/populations ; POST /measures/{id}/populations?title=&from=&to=&plan_item=&key=<column> (body csv) → Population ; POST /populations/{id}/draw {seed?} ; PUT /populations/{id}/cases/{key} {verdict,note} ; GET /populations/{id}

// ---------- status, today, board
export interface AspectCount { shown: number; partly_shown: number; refuted: number; not_shown: number; not_applicable: number; percentage: number /* shown of applicable, 0..100 */ }
export interface Status { framework: string; framework_name: string; period: { from: string; to: string }; known_at: string; requirements: number; aspects: { design: AspectCount; existence: AspectCount; operation: AspectCount }; chapters: { ref: string; title: string; requirements: { id: string; ref: string; title: string; verdict: Trio }[] }[]; rests_on: { nothing: number; documents_only: number; existence: number; operation: number } }
// GET /status?framework=&from=&to=&known_at= → Status
export interface TodayItem { kind: 'occurrence' | 'review' | 'expiring' | 'deviation' | 'verdict' | 'task' | 'setup'; title: string; detail: string; due: string | null; until?: string | null /* last day in time */; state: 'overdue' | 'open' | 'soon'; link: string /* client path */; action: string /* button text */; minutes: number; mine: boolean }
export interface Change { title: string; detail: string; aspect: string; before: Verdict; after: Verdict; direction: 'better' | 'worse' | 'new'; at: string; link: string; verdict: Trio }
export interface RoadStep { step: number; key: string; title: string; state: 'done' | 'current' | 'todo'; done: number; of: number; detail: string; link: string }
export interface Standing { framework: string; name: string; requirements: number; undecided: number; design: number; existence: number; operation: number }
export interface Today { greeting_name: string; items: TodayItem[]; changes: Change[]; since: string; road: RoadStep[]; status: Status; others: Standing[] }
// GET /today → Today ; GET /board → {status: Status, holes:[{title, detail, verdict: Trio, link}], decisions:[string], deviations_open:number, generated_at}
// ---------- trust
export interface TrailEntry { sequence: number; at: string; actor: string; action: string; action_label: string; subject_kind: string; subject: string; subject_label: string; changes: { field: string; label: string; before: string; after: string; before_words: string; after_words: string }[]; leaf: string }
// GET /trail → Page<TrailEntry> (filters subject=, actor=, action=) ; GET /trail/checkpoint (text) ; POST /trail/verify → {ok: boolean, size, root, problems: string[]} ; GET /package → application/zip
// GET /search?q= → {items:[{kind,title,detail,link}]}
// ---------- long work in the background: POST /package {} ; POST /reports/vvt {format: 'pdf'|'xlsx', framework?, version?} ; POST /reports/board {format, framework?} ; POST /trail/verifications {} → 202 Job
export interface Job { id: string; kind: 'package' | 'statement' | 'board' | 'verify'; title: string; state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'; done: number; total: number /* 0: not known */; step: string; cancel_asked: boolean; created_at: string; started_at: string | null; finished_at: string | null; expires_at: string | null; error: string; result: { file_name: string; media_type: string; size: number } | null }
// GET /jobs → {items: Job[]} (mine) ; GET /jobs/{id} ; POST /jobs/{id}/cancel ; DELETE /jobs/{id} ; GET /jobs/{id}/result → the file
// GET /help/{screen} …not an API; manuals are at /handleiding/*
// ADDITION: session modes. An account that holds administrator and content roles works in one mode at a time:
// Session has `mode: 'content' | 'administration'` and `modes: string[]` ; PUT /session/mode {mode} → Session.
// In administration mode rights are only org.edit account.edit. With a recorded combined-roles reason (<10 people) mode is 'combined'.
// rights words: org.edit setup.run account.edit record.read record.edit catalog.read catalog.edit applicability.read applicability.decide applicability.approve measure.read measure.edit evidence.read evidence.add evidence.review task.read task.perform override.propose override.confirm report.read trail.read
// Session also has `may_create_organisations: boolean` (first account): may call POST /setup and POST /demo. A ready session without organisation (organisation null) goes to the set-up screen.
// Session.setup.. none. Sub-sector list: GET /setup/options → {sub_sectors:[{value,label}]}.
// Boolean register fields are 0/1 integers → sent and received as true/false. 
// POST /frameworks/{id}/own-texts?dry_run=true (body text/csv with ref,text) → OwnTextReport
export interface OwnTextReport { dry_run: boolean; read: number; changed: number; unchanged: number; problems: { line: number; text: string }[] }
