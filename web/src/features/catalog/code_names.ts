// SPDX-License-Identifier: EUPL-1.2
//
// A framework that was not read in is known by its address alone, in small letters: "nist-csf-2.0" is written NIST CSF 2.0.
import type { MappedEnd, MappingPair, RequirementDetail } from '../../api/types';

const written = (code: string): string => code.replaceAll('-', ' ').toUpperCase();
const framework = (urn: string): string => urn.split(':').at(-2) ?? '';

export const endName = (end: MappingPair['target']): string => (end.id ? end.name : written(end.name));
export const refOf = (end: Pick<MappedEnd, 'ref' | 'title'>): string => (end.title ? end.ref : end.ref.toUpperCase());
export const mappedName = (m: RequirementDetail['mappings'][number]): string => [m.framework || written(framework(m.requirement)), refOf(m), m.title].filter(Boolean).join(' ');
