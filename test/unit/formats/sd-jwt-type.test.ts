import { describe, expect, it } from '@jest/globals';
import { jwtVcIssuer } from '../../../src/catalogue/identity.js';
import { CLAIMS, CONCEALED } from '../../../src/formats/sd-jwt-vc/claims.js';
import { LABELS, LOCALES, TYPE_DESCRIPTION, TYPE_NAME } from '../../../src/formats/sd-jwt-vc/labels.js';
import { typeMetadata } from '../../../src/formats/sd-jwt-vc/type-metadata.js';
import { BASE_URL, sampleOrganisation } from '../../support/award.js';
import { ed25519Key, p256Key } from '../../support/keys.js';

interface ClaimMetadata {
  readonly path: readonly (string | null)[];
  readonly sd: string;
  readonly mandatory?: boolean;
  readonly display?: readonly { readonly locale: string; readonly label: string }[];
}
const metadata = typeMetadata(BASE_URL) as unknown as { vct: string; display: readonly { locale: string; name: string }[]; claims: readonly ClaimMetadata[] };

describe('the metadata of our type', () => {
  it('is of the type that credentials name, and in every language', () => {
    expect(metadata.vct).toBe('https://testamur.example/credentials/micro-credential/1');
    expect(metadata.display.map(({ locale, name }) => [locale, name])).toEqual(LOCALES.map((locale, at) => [locale, TYPE_NAME[at]]));
    for (const words of [TYPE_NAME, TYPE_DESCRIPTION, ...Object.values(LABELS)]) {
      expect(words).toHaveLength(LOCALES.length);
      expect(words.every((word) => word.trim() !== '' && !word.includes("'"))).toBe(true);
    }
  });

  it('describes each claim once, under one name in each language, and as it is concealed', () => {
    const paths = metadata.claims.map(({ path }) => JSON.stringify(path));
    expect(new Set(paths).size).toBe(paths.length);
    for (const { name } of CLAIMS) {
      const [whole] = metadata.claims.filter(({ path }) => path.length === 1 && path[0] === name);
      expect([name, whole?.display?.map(({ locale }) => locale)]).toEqual([name, [...LOCALES]]);
    }
    expect(metadata.claims.filter(({ sd }) => sd === 'always').map(({ path }) => path)).toEqual(CONCEALED);
    expect(metadata.claims.filter(({ path }) => path.length === 2).map(({ path, sd }) => [path[0], sd])).toEqual(CLAIMS.filter(({ is }) => is === 'texts').map(({ name }) => [name, 'never']));
  });

  it('changes neither what a claim is nor whether it is mandatory: that would be another version of the type', () => {
    expect(metadata.claims.filter(({ path }) => path.length === 1).map(({ path, sd, mandatory }) => `${String(path[0])} ${sd} ${String(mandatory)}`)).toEqual([
      'iss never true', 'jti allowed true', 'iat allowed true', 'nbf never true', 'vct never true', 'status never true',
      'issuing_authority never true', 'issuing_country never true', 'date_of_issuance never true', 'date_of_expiry never false',
      'family_name always false', 'given_name always false', 'achievement_title never true', 'achievement_description never false',
      'learning_outcomes always true', 'assessment_grade always false', 'language_of_classes never false', 'learner_identification always false',
      'expected_study_time always true', 'level_of_learning_experience always false', 'types_of_quality_assurance always true',
      'prerequisites_to_enroll always false', 'integration_stackability_options always false', 'name always false', 'ld always true',
    ]);
  });
});

describe('the metadata of an issuer', () => {
  const key = (algorithm: 'Ed25519' | 'ES256', state: 'active' | 'retired' | 'compromised', name: string) => ({
    algorithm,
    state,
    verificationMethod: `did:web:testamur.example:o:jadran#${name}`,
    publicJwk: (algorithm === 'ES256' ? p256Key(name) : ed25519Key(name)).publicJwk,
    chain: [],
    ...(state === 'compromised' ? { compromisedFrom: '2026-01-01T00:00:00Z' } : {}),
  });

  it('has the address that its DID is another writing of, and the keys that sign JWTs and count', () => {
    const keys = [key('Ed25519', 'active', 'ed'), key('ES256', 'active', 'new'), key('ES256', 'retired', 'old'), key('ES256', 'compromised', 'stolen')];
    const { issuer, jwks } = jwtVcIssuer(sampleOrganisation(), keys, BASE_URL) as { issuer: string; jwks: { keys: { kid: string }[] } };
    expect([issuer, jwks.keys.map(({ kid }) => kid)]).toEqual(['https://testamur.example/o/jadran', ['did:web:testamur.example:o:jadran#new', 'did:web:testamur.example:o:jadran#old']]);
    expect(jwtVcIssuer(sampleOrganisation({ did: 'did:web:micro.jadran.example' }), [], BASE_URL).issuer).toBe('https://micro.jadran.example');
  });
});
