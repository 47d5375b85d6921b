// SPDX-License-Identifier: EUPL-1.2
//
// Files come in by trying first: a dry run that only reports, and then the same file for real.
//
//   const attempt = useTryFirst<Report>((file, dry) => api.post(…, { raw: file, query: { dry_run: dry } }), () => tell(…));
//   <Dropzone files={attempt.files} onChange={attempt.setFiles} /> … <TryFirstFoot attempt={attempt} tryIt=… doIt=… again=… />
import { Button } from '@mantine/core';
import { useState } from 'react';

export interface TryFirst<Report> {
  files: File[];
  setFiles: (files: File[]) => void;
  /** Of the dry run; null as long as nothing was tried. */
  report: Report | null;
  busy: boolean;
  error: unknown;
  /** Something else is asked: what was tried no longer counts, the file stays. */
  forget: () => void;
  /** Back to the start, without file. */
  clear: () => void;
  send: (dry: boolean) => Promise<void>;
}

/** @param done  after it was really done; `clear` where the screen stays */
export function useTryFirst<Report extends { dry_run: boolean }>(post: (file: File, dry: boolean) => Promise<Report>, done: (answer: Report, clear: () => void) => void): TryFirst<Report> {
  const [files, setFiles] = useState<File[]>([]);
  const [report, setReport] = useState<Report | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const forget = () => setReport(null);
  const clear = () => { setReport(null); setFiles([]); };
  const send = async (dry: boolean) => {
    const file = files[0];
    if (!file) return;
    setBusy(true);
    setError(null);
    try {
      const answer = await post(file, dry);
      if (answer.dry_run) setReport(answer); else done(answer, clear); // the server may find that nothing can be done yet
    } catch (fault) { setError(fault); } finally { setBusy(false); }
  };
  return { files, setFiles, report, busy, error, forget, clear, send };
}

interface FootProps<Report> { attempt: TryFirst<Report>; tryIt: string; doIt: string; again: string; /** Besides a file. */ mayTry?: boolean; mayDo?: (report: Report) => boolean }
export function TryFirstFoot<Report>({ attempt, tryIt, doIt, again, mayTry = true, mayDo = () => true }: FootProps<Report>) {
  const { files, report, busy, clear, send } = attempt;
  // These buttons submit no form, so the form is asked here whether all its fields are right.
  const go = (button: HTMLButtonElement, dry: boolean) => { if (button.form?.reportValidity() ?? true) void send(dry); };
  return (
    <div className="line end">
      {report && <Button variant="default" onClick={clear}>{again}</Button>}
      {report ? <Button loading={busy} disabled={!mayDo(report)} onClick={(e) => go(e.currentTarget, false)}>{doIt}</Button> : <Button loading={busy} disabled={files.length === 0 || !mayTry} onClick={(e) => go(e.currentTarget, true)}>{tryIt}</Button>}
    </div>
  );
}
