// SPDX-License-Identifier: EUPL-1.2
//
// A whole screen on which files may be dropped, wherever one lets go.
import { useState, type DragEvent, type ReactNode } from 'react';

/** A dialog stands elsewhere in the page, though its events pass here; it has a place for files of its own. */
const onScreen = (e: DragEvent): boolean => e.currentTarget.contains(e.target as Node);

export function DropPage({ enabled, onFiles, children }: { enabled: boolean; onFiles: (files: File[]) => void; children: ReactNode }) {
  const [over, setOver] = useState(false);
  return (
    <div className={over ? 'drop-page over' : 'drop-page'}
      onDragOver={(e) => { if (enabled && onScreen(e) && e.dataTransfer.types.includes('Files')) { e.preventDefault(); setOver(true); } }}
      onDragLeave={(e) => { if (e.currentTarget === e.target) setOver(false); }}
      onDrop={(e) => {
        setOver(false);
        if (!enabled || !onScreen(e) || e.defaultPrevented) return; // a field for files on the screen takes its own
        e.preventDefault();
        const files = [...e.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}>
      {children}
    </div>
  );
}
