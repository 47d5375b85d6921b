// SPDX-License-Identifier: EUPL-1.2
//
// One thin door to the server. Every failure is a `Fault` with the server's problem document; a session that ended
// pauses the request until the user has signed in again, so no form loses what was typed.
import type { Problem } from './types';

export const kBase = '/api/v1';

export class Fault extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'Fault';
    this.problem = problem;
  }
  get status(): number { return this.problem.status; }
  get conflict(): boolean { return this.status === 409 || this.status === 412; }
}

type Query = Record<string, string | number | boolean | null | undefined>;
export interface Options {
  query?: Query;
  /** Optimistic lock: the version that was read. */
  version?: number;
  /** Sent as is (a file), with its own type. */
  raw?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Answer as text or blob instead of JSON. */
  as?: 'json' | 'text' | 'blob';
  /** Sign-in requests must see their own 401. */
  anonymous?: boolean;
}

interface Door { csrf: string; locale: string; onExpired: (() => Promise<void>) | null }
const door: Door = { csrf: '', locale: 'nl', onExpired: null };

export const setCsrf = (csrf: string): void => { door.csrf = csrf; };
export const setApiLocale = (locale: string): void => { door.locale = locale; };
/** The handler shows the sign-in window and resolves once the session is back. */
export const onSessionExpired = (handler: (() => Promise<void>) | null): void => { door.onExpired = handler; };

export function url(path: string, query?: Query): string {
  const parts = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = parts.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`).join('&');
  return kBase + path + (text ? (path.includes('?') ? '&' : '?') + text : '');
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { type: 'about:blank', title: response.statusText, status: response.status, detail: '', where: '', request_id: response.headers.get('x-request-id') ?? '' };
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>), status: response.status };
  } catch {
    return fallback;
  }
}

/** Submissions of which the answer was lost: sent again they carry the same key, and the server does them once. */
const unanswered = new Map<string, string>();

async function send(method: string, path: string, body: unknown, options: Options): Promise<Response> {
  const headers: Record<string, string> = { 'accept-language': door.locale, accept: 'application/json', ...options.headers };
  if (method !== 'GET') headers['x-waarborg-csrf'] = door.csrf;
  if (options.version !== undefined) headers['if-match'] = `"${options.version}"`;
  if (body !== undefined && options.raw === undefined) headers['content-type'] = 'application/json';
  const text = body === undefined ? null : JSON.stringify(body);
  const submission = method === 'POST' && options.raw === undefined && !options.anonymous ? `${url(path, options.query)} ${text ?? ''}` : '';
  if (submission) {
    const key = unanswered.get(submission) ?? crypto.randomUUID();
    unanswered.set(submission, key);
    headers['idempotency-key'] = key;
  }
  try {
    const response = await fetch(url(path, options.query), {
      method, headers, credentials: 'same-origin', signal: options.signal ?? null, body: options.raw ?? text,
    });
    // 401: the same submission goes on after signing in again. 503: the server may still be doing it.
    if (response.status !== 401 && response.status !== 503) unanswered.delete(submission);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Fault({ type: 'about:offline', title: 'offline', status: 0, detail: '', where: '', request_id: '' });
  }
}

async function request<T>(method: string, path: string, body?: unknown, options: Options = {}): Promise<T> {
  let response = await send(method, path, body, options);
  if (response.status === 401 && !options.anonymous && door.onExpired) {
    await door.onExpired();
    response = await send(method, path, body, options);
  }
  if (!response.ok) throw new Fault(await problemOf(response));
  if (options.as === 'blob') return (await response.blob()) as T;
  if (options.as === 'text') return (await response.text()) as T;
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export const api = {
  get: <T>(path: string, query?: Query, options?: Options) => request<T>('GET', path, undefined, { ...options, query: { ...options?.query, ...query } }),
  post: <T>(path: string, body?: unknown, options?: Options) => request<T>('POST', path, body ?? {}, options),
  put: <T>(path: string, body?: unknown, options?: Options) => request<T>('PUT', path, body ?? {}, options),
  delete: <T = void>(path: string, options?: Options) => request<T>('DELETE', path, undefined, options),
  /** Sends a file or text as it is. */
  upload: <T>(method: 'POST' | 'PUT', path: string, raw: BodyInit, type: string, options?: Options) =>
    request<T>(method, path, undefined, { ...options, raw, headers: { 'content-type': type, ...options?.headers } }),
};

/** A requirement's id is a URN and holds colons and slashes. */
export const part = (id: string): string => encodeURIComponent(id);
