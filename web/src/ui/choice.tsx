// SPDX-License-Identifier: EUPL-1.2
//
// One of a few, all in sight. Whoever fills it in says it: '' is no choice yet.
import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';

interface Props<V extends string> { label: string; value: V | ''; data: { value: V; label: string }[]; onChange: (value: V) => void; hint?: string; error?: string | undefined; className?: string; size?: 'sm' | 'md' }
export function Choice<V extends string>({ label, value, data, onChange, hint, error, className, size = 'sm' }: Props<V>) {
  const id = useId();
  return (
    <Input.Wrapper className={className} id={id} label={label} labelElement="div" required description={hint} error={error} inputWrapperOrder={['label', 'input', 'description', 'error']}>
      <SegmentedControl<V | ''> fullWidth size={size} tabIndex={-1} aria-labelledby={`${id}-label`} aria-required aria-invalid={Boolean(error)} aria-describedby={error ? `${id}-error` : hint ? `${id}-description` : undefined} value={value} data={data} onChange={(v) => { if (v) onChange(v); }} />
    </Input.Wrapper>
  );
}
