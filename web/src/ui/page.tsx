// SPDX-License-Identifier: EUPL-1.2
import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { setHelpPage } from '../app/help';

export interface Crumb { label: string; to?: string }
interface PageProps {
  title: string;
  /** The page of the manual that explains this screen. */
  help: string;
  sub?: ReactNode;
  crumbs?: Crumb[];
  actions?: ReactNode;
  mark?: ReactNode;
  width?: 'narrow' | 'wide';
  children: ReactNode;
}

export function Page({ title, help, sub, crumbs, actions, mark, width, children }: PageProps) {
  useEffect(() => { document.title = `${title} · Waarborg`; }, [title]);
  useEffect(() => { setHelpPage(help); }, [help]);
  return (
    <div className={`page ${width ?? ''}`}>
      {crumbs && crumbs.length > 0 && (
        <nav aria-label="Breadcrumb"><ol className="plain crumbs">{crumbs.map((c, i) => <li key={i}>{c.to ? <Link to={c.to}>{c.label}</Link> : <span aria-current="page">{c.label}</span>}</li>)}</ol></nav>
      )}
      <header className="page-head">
        <div>
          <div className="line">{mark}<h1 tabIndex={-1} id="page-title">{title}</h1></div>
          {sub && <div className="sub">{sub}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Card({ title, actions, children, className, as: Tag = 'section' }: { title?: ReactNode; actions?: ReactNode; children: ReactNode; className?: string; as?: 'section' | 'div' }) {
  return (
    <Tag className={`card ${className ?? ''}`}>
      {(title !== undefined || actions) && <div className="card-head">{title !== undefined ? <h2>{title}</h2> : <span />}{actions && <div className="line s">{actions}</div>}</div>}
      {children}
    </Tag>
  );
}

export function Note({ tone, icon, children }: { tone?: 'warn' | 'bad' | 'good'; icon?: ReactNode; children: ReactNode }) {
  return <div className={`note ${tone ?? ''}`} role="note">{icon}<div>{children}</div></div>;
}

export function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return <dl className="facts">{rows.filter(([, value]) => value !== '' && value !== null && value !== undefined).map(([name, value]) => <FactRow key={name} name={name} value={value} />)}</dl>;
}
function FactRow({ name, value }: { name: string; value: ReactNode }) { return <><dt>{name}</dt><dd>{value}</dd></>; }
