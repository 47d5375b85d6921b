// SPDX-License-Identifier: EUPL-1.2
//
// One thin door to the server. Every failure is a `Fault` with the server's problem document; a session that ended
// pauses the request until the user has signed in again, so no form loses what was typed.
//
// Paths, parameters, bodies and answers have the types of the OpenAPI document (schema.gen.ts): what the server does not
// know does not compile.
//
//   const measure = await api.get('/measures/{id}', { path: { id } });
//   await api.put('/measures/{id}', { path: { id }, version: measure.version, body });
import createClient from 'openapi-fetch';
import type { HttpMethod, OperationRequestBody, PathsWithMethod, RequiredKeysOf, ResponseObjectMap, SuccessResponse } from 'openapi-typescript-helpers';
import type { paths } from './schema.gen';
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

export type Path<M extends HttpMethod> = PathsWithMethod<paths, M>;
type Operation<P extends keyof paths, M extends HttpMethod> = paths[P] extends Record<M, infer O extends Record<string | number, unknown>> ? O : never;
type Given<O, Where extends string> = O extends { parameters: { [W in Where]?: infer G } } ? ([G] extends [undefined] ? object : NonNullable<G>) : object;
type Part<Name extends string, T> = RequiredKeysOf<T> extends never ? Partial<Record<Name, { [K in keyof T]?: T[K] | null | undefined }>> : Record<Name, T>;
type Content<O> = OperationRequestBody<O> extends { content: infer C } ? C : never;
type WithBody<O> = [Content<O>] extends [never] ? object : Content<O> extends { 'application/json': infer B } ? (Record<string, never> extends B ? { body?: B } : { body: B }) : { raw: BodyInit; type: string };
/** Optimistic lock: the version that was read. */
type WithVersion<O> = 'If-Match' extends keyof Given<O, 'header'> ? { version: number } : object;
interface Common {
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Of a raw POST: what makes it the same submission. Sent again after its answer was lost, the server does it once. */
  submission?: string;
  /** Sign-in requests must see their own 401. */
  anonymous?: boolean;
}
export type Ask<P extends keyof paths, M extends HttpMethod> = Common & Part<'path', Given<Operation<P, M>, 'path'>> & Part<'query', Given<Operation<P, M>, 'query'>> & WithBody<Operation<P, M>> & WithVersion<Operation<P, M>>;
type Asks<P extends keyof paths, M extends HttpMethod> = RequiredKeysOf<Ask<P, M>> extends never ? [ask?: Ask<P, M>] : [ask: Ask<P, M>];
/** What a route can be asked in its address. */
export type Query<P extends Path<'get'>> = Given<Operation<P, 'get'>, 'query'>;
export type Answer<P extends keyof paths, M extends HttpMethod> = SuccessResponse<ResponseObjectMap<Operation<P, M>>>;

interface Door { csrf: string; locale: string; onExpired: (() => Promise<void>) | null }
const door: Door = { csrf: '', locale: 'nl', onExpired: null };

export const setCsrf = (csrf: string): void => { door.csrf = csrf; };
export const setApiLocale = (locale: string): void => { door.locale = locale; };
/** The handler shows the sign-in window and resolves once the session is back. */
export const onSessionExpired = (handler: (() => Promise<void>) | null): void => { door.onExpired = handler; };

async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { type: 'about:blank', title: response.statusText, status: response.status, detail: '', where: '', request_id: response.headers.get('x-request-id') ?? '' };
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>), status: response.status };
  } catch {
    return fallback;
  }
}

/** What is not filled in is left out. */
const queryText = (query: Record<string, unknown>): string =>
  new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '').flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((one) => [key, String(one)]))).toString();

/** Submissions of which the answer was lost: sent again they carry the same key, and the server does them once. */
const unanswered = new Map<string, string>();
const keyOf = (submission: string): string => {
  const key = unanswered.get(submission) ?? crypto.randomUUID();
  unanswered.set(submission, key);
  return key;
};
const answered = (key: string | null): void => { unanswered.forEach((known, submission) => { if (known === key) unanswered.delete(submission); }); };

/** Cookie, language and cross-site token; and a second try after signing in again. */
async function send(request: Request): Promise<Response> {
  const anonymous = request.headers.get('x-anonymous') !== null;
  const once = async (): Promise<Response> => {
    const headers = new Headers(request.headers);
    headers.delete('x-anonymous');
    headers.set('accept-language', door.locale);
    if (request.method !== 'GET') headers.set('x-waarborg-csrf', door.csrf);
    try {
      const response = await fetch(new Request(request.clone(), { headers, credentials: 'same-origin' }));
      // 401: the same submission goes on after signing in again. 503: the server may still be doing it.
      if (response.status !== 401 && response.status !== 503) answered(headers.get('idempotency-key'));
      return response;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new Fault({ type: 'about:offline', title: 'offline', status: 0, detail: '', where: '', request_id: '' });
    }
  };
  let response = await once();
  if (response.status === 401 && !anonymous && door.onExpired) {
    await door.onExpired();
    response = await once();
  }
  if (!response.ok) throw new Fault(await problemOf(response));
  return response;
}

const client = createClient<paths>({
  baseUrl: new URL(kBase, window.location.origin).href,
  fetch: send,
  querySerializer: (query) => queryText(query as Record<string, unknown>),
});

interface Loose { path?: object; query?: object; body?: unknown; raw?: BodyInit; type?: string; version?: number; headers?: Record<string, string>; signal?: AbortSignal; submission?: string; anonymous?: boolean }

async function request(method: HttpMethod, path: string, ask: Loose = {}, parseAs: 'json' | 'text' | 'blob' = 'json'): Promise<unknown> {
  const headers: Record<string, string> = { accept: parseAs === 'json' ? 'application/json' : '*/*', ...ask.headers };
  if (ask.anonymous) headers['x-anonymous'] = '1';
  if (ask.version !== undefined) headers['if-match'] = `"${ask.version}"`;
  if (ask.type !== undefined) headers['content-type'] = ask.type;
  const body = ask.raw ?? (method === 'post' || method === 'put' ? ask.body ?? {} : undefined);
  const submission = ask.submission ?? (ask.raw === undefined ? JSON.stringify(body) : undefined);
  if (method === 'post' && submission !== undefined && !ask.anonymous) headers['idempotency-key'] ??= keyOf(JSON.stringify([path, ask.path, ask.query, submission]));
  const init = { params: { path: ask.path, query: ask.query }, headers, signal: ask.signal, parseAs, ...(body === undefined ? {} : { body }), ...(ask.raw === undefined ? {} : { bodySerializer: (raw: BodyInit) => raw }) };
  return (await client.request(method as never, path as never, init as never) as { data?: unknown }).data;
}

const method = <M extends HttpMethod>(name: M) => <P extends Path<M>>(path: P, ...[ask]: Asks<P, M>): Promise<Answer<P, M>> => request(name, path, ask as Loose | undefined) as Promise<Answer<P, M>>;

export const api = {
  get: method('get'),
  post: method('post'),
  put: method('put'),
  delete: method('delete'),
  text: <P extends Path<'get'>>(path: P, ...[ask]: Asks<P, 'get'>): Promise<string> => request('get', path, ask as Loose | undefined, 'text') as Promise<string>,
};

/** The address itself, for a link to a file. */
export function url<P extends Path<'get'>>(path: P, ...[ask]: Asks<P, 'get'>): string {
  const { path: params = {}, query = {} } = (ask ?? {}) as { path?: Record<string, unknown>; query?: Record<string, unknown> };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => part(String(params[name] ?? '')));
  const text = queryText(query);
  return kBase + filled + (text ? `?${text}` : '');
}

/** A requirement's id is a URN and holds colons. A slash does not go in, encoded or not: the server refuses it. */
export const part = (id: string): string => encodeURIComponent(id);
