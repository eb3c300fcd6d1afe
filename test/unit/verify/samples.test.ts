import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeList } from '../../../src/core/bitstring.js';
import { AppError } from '../../../src/core/errors.js';
import type { TrustAnchor } from '../../../src/core/seal.js';
import { readCertificate } from '../../../src/core/x509/index.js';
import { readJades } from '../../../src/formats/jades/index.js';
import type { Report } from '../../../src/verify/report.js';
import { DATA } from '../../support/data.js';
import { tableInDocs } from '../../support/docs.js';
import { SAMPLES, sampleTable, type Sample } from '../../support/samples.js';
import { openWorld, type World } from '../../support/world.js';

/** Every official sample through the verifier: nobody answers but the one status list, and no register lists anybody. */
const files = (folder: string): readonly string[] =>
  readdirSync(join(DATA, folder)).flatMap((name) => (statSync(join(DATA, folder, name)).isDirectory() ? files(`${folder}/${name}`) : [`${folder}/${name}`]));
const FOLDERS = ['ob3/samples', 'elm/samples'];
const LIST = 'https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/inspector-vc/src/test/resources/ob30/bit-string-list/testlist';
const worldOf = (anchors: World['anchors'] = []): World => ({ at: '2026-11-26T12:00:00Z', web: { [LIST]: { body: readFileSync(join(DATA, 'ob3/samples/bit-string-list/testlist'), 'utf8') } }, statements: [], anchors });

/** All that is not good; what is missing of the European elements is told apart. */
const told = ({ checks }: Report): readonly string[] =>
  checks.filter(({ check, outcome, reason }) => ['fail', 'unknown', 'warn'].includes(outcome) && check !== 'elements' && reason !== 'signature-unproven').map(({ check, outcome, reason }) => `${check}: ${outcome} ${reason}`);

async function judged({ file }: Sample, options?: { readonly trust: 'off' }, anchors?: World['anchors']): Promise<Pick<Sample, 'verdict' | 'findings'>> {
  try {
    const { report } = await openWorld(worldOf(anchors)).verify(new Uint8Array(readFileSync(join(DATA, file))), options);
    return { verdict: report.verdict, findings: told(report) };
  } catch (error) {
    if (error instanceof AppError) return { verdict: 'unreadable', findings: [] };
    throw error;
  }
}

const here = existsSync(join(DATA, 'ob3/samples'));
describe('the official samples', () => {
  if (!here) it(`are left out: ${DATA} is not here (set TESTAMUR_DATA)`, () => undefined);
  else {
    it('are those of the table, every one', () => {
      expect(SAMPLES.map(({ file }) => file).sort()).toEqual(FOLDERS.flatMap(files).filter((name) => !name.endsWith('EXPECTED.md')).sort());
    });

    it.each(SAMPLES)('$file', async (sample) => {
      expect(await judged(sample)).toEqual({ verdict: sample.verdict, findings: sample.findings });
    });

    it('testlist has 131,072 entries, and bit 23 set alone', () => {
      const { credentialSubject } = JSON.parse(readFileSync(join(DATA, 'ob3/samples/bit-string-list/testlist'), 'utf8')) as { credentialSubject: { encodedList: string } };
      const bits = decodeList(credentialSubject.encodedList);
      expect([bits.length * 8, [...bits].flatMap((byte, at) => (byte === 0 ? [] : [[at, byte]]))]).toEqual([131_072, [[2, 0b0000_0001]]]);
    });

    it.each(SAMPLES.filter(({ accepted }) => accepted))('$file: valid as to integrity once its test authorities are accepted', async (sample) => {
      expect(await judged(sample, { trust: 'off' }, authorities())).toEqual({ verdict: 'valid', findings: sample.accepted });
    });
  }

  it('stand in docs/conformance.md as they are here', () => {
    expect(tableInDocs('samples', sampleTable())).toBe(sampleTable());
  });
});

/** Their certificates are in the one seal that keeps them for the long term. */
function authorities(): NonNullable<World['anchors']> {
  const certificates = readJades(readFileSync(join(DATA, 'elm/samples/Sample-CertOfPart-signed.jsonld'), 'utf8')).seal.certificates.map(readCertificate);
  const anchor = (name: string, use: TrustAnchor['use']) => ({ id: name, name, use, kind: 'test' as const, certificate: Buffer.from(certificates.find(({ subject }) => subject.commonName === name)?.der ?? []).toString('base64') });
  return [anchor('ANF AC Qualified Certificates for eSeal', 'seal'), anchor('ZETES TSP ROOT CA 001', 'time-stamp')];
}
