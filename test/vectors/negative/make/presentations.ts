import QRCode from 'qrcode';
import type { JsonObject } from '../../../../src/core/json.js';
import { toMultikey } from '../../../../src/core/keys.js';
import { ed25519Key, type TestKey } from '../../../support/keys.js';
import type { Vector } from '../vector.js';
import { AT, badge, invalid, json, open, proven, subject, token, unreadable, V2, vector, world } from './base.js';

/** A holder, and somebody who found the credential; both are named by their keys. */
const holderKey = ed25519Key('negative holder');
const thiefKey = ed25519Key('negative thief');
const didOf = ({ publicJwk }: TestKey): string => `did:key:${toMultikey(publicJwk)}`;
const methodOf = (key: TestKey): string => `${didOf(key)}#${toMultikey(key.publicJwk)}`;
const HOLDER = didOf(holderKey);
const LIE = 'Doctor of Medicine';

const hers = await proven(badge({ credentialSubject: subject({ id: HOLDER }) }));
const seconds = Date.parse(AT) / 1000;
const presented = (over: JsonObject = {}): JsonObject => ({ '@context': [V2], type: ['VerifiablePresentation'], holder: HOLDER, verifiableCredential: [hers], ...over });
/** A presentation as a token, by this key. */
const shown = async (over: JsonObject = {}, key: TestKey = holderKey): Promise<{ readonly text: string }> => ({
  text: await token({ alg: 'EdDSA', typ: 'vp+jwt', kid: methodOf(key) }, { ...presented(), iss: HOLDER, aud: 'https://verifier.example', nonce: 'n-1', iat: seconds - 60, exp: seconds + 600, ...over }, key),
});
const VP = 'VC Data Model 2.0, 4.13';

const presentations: readonly Vector[] = [
  vector([45, 'another-audience', 'made for another’s question: whoever was asked there could pass it on', `${VP}; OpenID4VP 1.0, 14.1`], await shown({ aud: 'https://elsewhere.example' }), open('holder unknown presentation-unasked')),
  vector([45, 'no-question', 'made for no question of ours: no nonce, no audience', `${VP}; OpenID4VP 1.0, 14.1`], await shown({ aud: undefined as never, nonce: undefined as never }), open('holder unknown presentation-unasked')),
  vector([45, 'run-out', 'its time has passed', 'RFC 7519, 4.1.4'], await shown({ exp: seconds - 3600 }), invalid('holder fail expired')),
  vector([45, 'holder-not-subject', 'shown by somebody else than it is about', VP], await shown({ iss: didOf(thiefKey), holder: didOf(thiefKey) }, thiefKey), invalid('holder fail holder-not-subject')),
  vector([45, 'third-party', 'signed by a third, in the name of whom it is about', VP], await shown({}, thiefKey), invalid('holder fail key-not-of-holder')),
  vector([45, 'unsigned', 'a presentation that nobody signed, around a credential of somebody', VP], json(presented()), open('holder unknown presentation-unsigned')),
  vector(
    [26, 'claims-of-presentation', 'words in the presentation and not in the credential', VP],
    json(presented({ name: LIE, credentialSubject: { id: HOLDER, achievement: { name: LIE } } })),
    { ...open('holder unknown presentation-unsigned'), unshown: [LIE] },
  ),
];

const qr = async (content: string): Promise<{ readonly base64: string }> => ({ base64: (await QRCode.toBuffer(content, { type: 'png' })).toString('base64') });
const codes: readonly Vector[] = [
  vector([48, 'code-of-another', 'a picture of a code that leads to a page that looks like ours: it is not gone to unasked', 'verification.md, never'], await qr('https://verifier-example.attacker.example/v/AAAAAAAAAAAAAAAAAAAAAA'), { ...unreadable(), asked: [] }, world()),
];

export const vectors: readonly Vector[] = [...presentations, ...codes];
