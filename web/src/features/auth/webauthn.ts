// SPDX-License-Identifier: EUPL-1.2
//
// Passkeys (WebAuthn level 2): bytes to base64url and back; the server judges.
import { api, type Answer } from '../../api/client';
import type { Session } from '../../api/types';

const encode = (buffer: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
function decode(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

export const knowsPasskeys = (): boolean => typeof window.PublicKeyCredential === 'function';

export async function signInWithPasskey(): Promise<Session> {
  const options = await api.post('/session/passkey/options', { anonymous: true });
  const credential = (await navigator.credentials.get({
    publicKey: { challenge: decode(options.challenge), rpId: options.rp_id, userVerification: 'preferred', timeout: 120_000, allowCredentials: options.credentials.map((id) => ({ type: 'public-key' as const, id: decode(id) })) },
  })) as PublicKeyCredential | null;
  if (!credential) throw new DOMException('none', 'NotAllowedError');
  const answer = credential.response as AuthenticatorAssertionResponse;
  return api.post('/session/passkey', { body: {
    credential_id: encode(credential.rawId), client_data_json: encode(answer.clientDataJSON), authenticator_data: encode(answer.authenticatorData), signature: encode(answer.signature),
  }, anonymous: true });
}

/** `current`: the present password, once there is a second factor. */
export async function addPasskey(name: string, current?: string): Promise<Answer<'/account/passkeys', 'post'>> {
  const options = await api.post('/account/passkeys/options', { body: { current } });
  const credential = (await navigator.credentials.create({
    publicKey: {
      challenge: decode(options.challenge), rp: { id: options.rp_id, name: options.rp_name }, timeout: 120_000, attestation: 'none',
      user: { id: decode(options.user_id), name: options.user_name, displayName: options.user_name },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -8 }, { type: 'public-key', alg: -257 }],
      authenticatorSelection: { userVerification: 'preferred', residentKey: 'preferred' },
    },
  })) as PublicKeyCredential | null;
  if (!credential) throw new DOMException('none', 'NotAllowedError');
  const answer = credential.response as AuthenticatorAttestationResponse;
  return api.post('/account/passkeys', { body: { name, client_data_json: encode(answer.clientDataJSON), attestation_object: encode(answer.attestationObject) } });
}
