// SPDX-License-Identifier: EUPL-1.2
//
// Some fields hold several things in one value: places, requirements, a proof plan, roles. Read apart, two values can be
// compared thing by thing and told in words.
import type { PlanItem, ProofPlan } from '../../api/types';
import { cadenceText } from '../../ui/cadence';
import { chapterNumber, day } from '../../ui/format';
import { ui } from '../../ui/text';
import { authWords } from '../auth/text';
import { measureWords } from '../measure/text';

export interface Piece {
  key: string;
  /** Empty of a place: its name is asked for. */
  name: string;
  /** What it says, each with a label. */
  says: [string, string][];
}

interface Requirement { requirement: string; coverage: 'full' | 'partly' }
const kRoles = ['administrator', 'security_officer', 'owner', 'contributor', 'reviewer', 'board', 'auditor'] as const;

const label = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1).replace(/\?$/, '');
const yes = (value: boolean): string => ui.now(value ? 'yes' : 'no');

function itemPiece(item: PlanItem): Piece {
  const m = measureWords.now;
  return { key: item.id, name: item.title, says: [
    [label(m('f_title')), item.title], [label(m('cadence')), cadenceText(item.rrule)], [label(m('item_from')), day(item.start)],
    [label(m('item_window')), String(item.window_days)], [label(m('item_grace')), String(item.grace_days)], [label(m('item_frequency')), item.frequency && m(`freq_${item.frequency}`)],
    [label(m('item_tolerated')), String(item.tolerated)], [label(m('item_source')), item.source], [label(m('item_freshness')), String(item.freshness_days)],
  ] };
}

function planPieces({ design, existence, operation, operation_text: text }: ProofPlan): Piece[] {
  const m = measureWords.now;
  return [
    ...(design ? [{ key: 'design', name: ui.now('design'), says: [[label(m('plan_what')), design.text], [label(m('plan_design_months')), String(design.review_months)], [label(m('plan_policy')), yes(design.policy)]] satisfies Piece['says'] }] : []),
    ...(existence ? [{ key: 'existence', name: ui.now('existence'), says: [[label(m('plan_existence_what')), existence.text], [label(m('plan_existence_months')), String(existence.valid_months)]] satisfies Piece['says'] }] : []),
    ...operation.map(itemPiece),
    ...(text ? [{ key: 'text', name: m('plan_operation_text'), says: [[label(m('plan_operation_text')), text]] satisfies Piece['says'] }] : []),
  ];
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
const read: Record<string, (text: string) => Piece[]> = {
  plan: (text) => planPieces(JSON.parse(text) as ProofPlan),
  requirements: (text) => (JSON.parse(text) as Requirement[]).map((r) => ({ key: r.requirement, name: chapterNumber(r.requirement.split(':').pop() ?? ''), says: [[label(measureWords.now('f_coverage')), measureWords.now(r.coverage)]] })),
  places: (text) => (text.startsWith('[') ? (JSON.parse(text) as { kind: string; id: string }[]).map((p) => `${p.kind}/${p.id}`) : words(text)).map((key) => ({ key, name: '', says: [] })),
  roles: (text) => words(text).map((key) => { const role = kRoles.find((r) => r === key); return { key, name: role ? authWords.now(`role_${role}`) : key, says: [] }; }),
};

/** Null when this field holds one thing, or something that these words do not know. */
export function piecesOf(field: string, text: string): Piece[] | null {
  const reader = read[field];
  if (!reader) return null;
  if (text.startsWith('sha256:')) return null;  // What was too long for the log stands in it as a hash.
  try { return text ? reader(text) : []; } catch { return null; }
}

/** Label, what it was, what it became. */
export type Said = [string, string, string];
export interface Difference { added: Piece[]; removed: Piece[]; changed: { name: string; says: Said[] }[] }
export function differenceOf(before: Piece[], after: Piece[]): Difference {
  const old = new Map(before.map((p) => [p.key, p]));
  const now = new Set(after.map((p) => p.key));
  const changed = after.flatMap((p) => {
    const was = new Map(old.get(p.key)?.says);
    const says = p.says.flatMap(([name, text]): Said[] => (old.has(p.key) && was.get(name) !== text ? [[name, was.get(name) ?? '', text]] : []));
    return says.length > 0 ? [{ name: p.name, says }] : [];
  });
  return { added: after.filter((p) => !old.has(p.key)), removed: before.filter((p) => !now.has(p.key)), changed };
}
