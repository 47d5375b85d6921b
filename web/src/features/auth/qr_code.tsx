// SPDX-License-Identifier: EUPL-1.2
import { useMemo } from 'react';

interface Shape { kind: 'rect' | 'path'; x: string; y: string; width: string; height: string; d: string; light: boolean; transform: string; stroke: boolean }

/** Draws only the rectangles and paths of the given drawing: nothing else in it reaches the page. */
export function QrCode({ svg, label }: { svg: string; label: string }) {
  const drawing = useMemo(() => {
    const doc = new DOMParser().parseFromString(svg.replace(/\sstyle="[^"]*stroke:[^"]*"/g, ' stroke="#000"').replace(/\sstyle="[^"]*"/g, ''), 'image/svg+xml');
    const root = doc.documentElement;
    const shapes: Shape[] = [...root.querySelectorAll('rect, path')].map((el) => {
      const at = (name: string) => el.getAttribute(name) ?? '';
      return { kind: el.tagName === 'path' ? 'path' : 'rect', x: at('x') || '0', y: at('y') || '0', width: at('width'), height: at('height'), d: at('d'), transform: at('transform'), stroke: at('stroke') !== '' && at('stroke') !== 'none', light: /^(#fff(fff)?|white)$/i.test(at('fill')) };
    });
    return { viewBox: root.getAttribute('viewBox') ?? `0 0 ${root.getAttribute('width')} ${root.getAttribute('height')}`, shapes };
  }, [svg]);
  return (
    <svg className="qr" viewBox={drawing.viewBox} role="img" aria-label={label} shapeRendering="crispEdges">
      {drawing.shapes.map((s, i) => s.kind === 'rect'
        ? <rect key={i} x={s.x} y={s.y} width={s.width} height={s.height} fill={s.light ? '#fff' : '#000'} />
        : <path key={i} d={s.d} {...(s.transform ? { transform: s.transform } : {})} {...(s.stroke ? { stroke: '#000', fill: 'none' } : { fill: s.light ? '#fff' : '#000' })} />)}
    </svg>
  );
}
