// SPDX-License-Identifier: EUPL-1.2
import { ActionIcon, Button } from '@mantine/core';
import { IconCamera, IconFile, IconUpload, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { bytes } from './format';
import { ui } from './text';
import { tell } from './toast';

const limit = { mb: 64 };
/** As the session says what the server takes. */
export const setUploadLimit = (mb: number): void => { if (mb > 0) limit.mb = mb; };

interface Props { files: File[]; onChange: (files: File[]) => void; many?: boolean; accept?: string; photo?: boolean }
/** Drag and drop, a file dialog, and on a phone the camera. */
export function Dropzone({ files, onChange, many = false, accept, photo = false }: Props) {
  const t = ui.use();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const add = (list: FileList | null) => {
    const fresh = [...(list ?? [])].filter((file) => {
      const fits = file.size <= limit.mb * 1024 * 1024;
      if (!fits) tell(t('too_large', { name: file.name, max: limit.mb }), 'bad');
      return fits;
    });
    if (fresh.length > 0) onChange(many ? [...files, ...fresh] : fresh.slice(0, 1));
  };
  return (
    <div className="stack s no-print">
      <div className={over ? 'drop over' : 'drop'} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(e) => { e.preventDefault(); setOver(false); add(e.dataTransfer.files); }}>
        <IconUpload size={22} stroke={1.6} aria-hidden />
        <span className="dim">{t(many ? 'drop_files' : 'drop_single')}</span>
        <div className="line s">
          <Button size="xs" variant="default" onClick={() => input.current?.click()}>{t('choose_file')}</Button>
          {photo && <Button className="only-touch" size="xs" variant="default" leftSection={<IconCamera size={15} />} onClick={() => camera.current?.click()}>{t('take_photo')}</Button>}
        </div>
        <input ref={input} type="file" hidden multiple={many} accept={accept} aria-label={t('choose_file')} onChange={(e) => { add(e.currentTarget.files); e.currentTarget.value = ''; }} />
        {photo && <input ref={camera} type="file" hidden accept="image/*" capture="environment" aria-label={t('take_photo')} onChange={(e) => { add(e.currentTarget.files); e.currentTarget.value = ''; }} />}
      </div>
      {files.length > 0 && (
        <ul className="plain files">
          {files.map((file, i) => (
            <li key={`${file.name}${i}`}><IconFile size={16} aria-hidden /><span className="grow">{file.name}</span><span className="dim tiny">{bytes(file.size)}</span>
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('remove_file', { name: file.name })} onClick={() => onChange(files.filter((_, j) => j !== i))}><IconX size={14} /></ActionIcon></li>
          ))}
        </ul>
      )}
    </div>
  );
}
