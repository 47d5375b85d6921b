// SPDX-License-Identifier: EUPL-1.2
import { Button, CopyButton, SegmentedControl } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { CheckView } from '../../api/types';
import { ui } from '../../ui/text';
import { fixesFor, isSystem, useSystem, type System } from './systems';
import { scanWords } from './text';

type Fix = CheckView['fixes'][number];

function One({ fix, title }: { fix: Fix; title: string }) {
  const u = ui.use();
  return (
    <div className="fix">
      <pre className="pre mono">{fix.words}</pre>
      <CopyButton value={fix.words}>
        {({ copied, copy }) => <Button size="xs" variant="default" leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} aria-label={`${u(copied ? 'copied' : 'copy')}: ${title}`} onClick={copy}>{u(copied ? 'copied' : 'copy')}</Button>}
      </CopyButton>
    </div>
  );
}

export function Fixes({ check }: { check: CheckView }) {
  const t = scanWords.use();
  const [wanted, choose] = useSystem(check.subject);
  if (check.fixes.length === 0) return null;
  const { own, dns } = fixesFor(check, wanted);
  const servers = check.fixes.flatMap((fix) => (isSystem(fix.system) && fix.system !== 'dns' ? [fix.system] : []));
  const name = (system: string): string => (isSystem(system) ? t(`system_${system}`) : system);
  return (
    <div className="fixes">
      <h5>{t('fix')}</h5>
      {dns && <div className="stack xs"><span className="small strong">{t('fix_dns_title')}</span><One fix={dns} title={name('dns')} /></div>}
      {own && (
        <div className="stack xs">
          {servers.length > 1
            ? <SegmentedControl<System> className="fix-systems" size="xs" aria-label={t('fix_system')} value={own.system as System} data={servers.map((system) => ({ value: system, label: name(system) }))} onChange={choose} />
            : <span className="small strong">{name(own.system)}</span>}
          <span className="print-only small strong">{name(own.system)}</span>
          <One fix={own} title={name(own.system)} />
        </div>
      )}
    </div>
  );
}
