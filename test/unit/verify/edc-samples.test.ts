import { expect, it } from '@jest/globals';
import type { TrustAnchor } from '../../../src/core/seal.js';
import { readCertificate } from '../../../src/core/x509/index.js';
import { createFormats } from '../../../src/formats/index.js';
import { readJades } from '../../../src/formats/jades/index.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { createVerify } from '../../../src/verify/index.js';
import type { Report } from '../../../src/verify/report.js';
import { fromData } from '../../support/data.js';
import { documents } from '../../support/documents.js';

/** The official samples, from a file to a verdict: nobody is asked anything, and only these authorities are accepted. */
async function verified(file: string, anchors: readonly TrustAnchor[] = []): Promise<Report> {
  const nobody = { ok: false, reason: 'key-unavailable', detail: 'not asked' } as const;
  const ports = {
    now: () => new Date('2026-11-26T00:00:00Z'),
    key: () => Promise.resolve(nobody),
    ownKeyOf: () => Promise.resolve(undefined),
    keysOf: () => Promise.resolve(nobody),
    anchors: () => Promise.resolve({ ok: true, value: anchors } as const),
    statusList: () => Promise.resolve({ ok: false, reason: 'list-unreachable', detail: 'not asked' } as const),
    statements: () => Promise.resolve({ ok: true, value: [] } as const),
    document: () => Promise.reject(new Error('not asked for')),
    sawList: () => Promise.reject(new Error('no list is had')),
    ownAward: () => Promise.resolve(undefined),
  };
  const verify = createVerify({ formats: createFormats(documents), carriers: [], ports: () => ports, securing: createSecuring(documents) });
  return (await verify(new TextEncoder().encode(file), { trust: 'off' })).report;
}
const bad = ({ verdict, checks }: Report) => [verdict, checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ check, outcome, reason }) => `${check} ${outcome} ${reason}`)];
const missing = ({ elements }: Report) => Object.entries(elements?.mandatory ?? {}).filter(([, { present }]) => !present).map(([element]) => element);

fromData('elm/samples/Sample-CertOfPart-signed.jsonld', (longTerm) => {
  const certificates = readJades(longTerm).seal.certificates.map(readCertificate);
  const anchor = (name: string, use: TrustAnchor['use']): TrustAnchor => ({ id: name, name, use, kind: 'test', certificate: certificates.find(({ subject }) => subject.commonName === name)?.der ?? new Uint8Array() });
  const anchors = [anchor('ANF AC Qualified Certificates for eSeal', 'seal'), anchor('ZETES TSP ROOT CA 001', 'time-stamp')];

  fromData('elm/samples/AA-Annex1-MC-signed.jsonld', (microCredential) => {
    it.each([['micro-credential', microCredential], ['certificate of participation', longTerm]])('%s: intact, and valid as to integrity once its authorities are accepted', async (_name, file) => {
      expect(bad(await verified(file, anchors))).toEqual(['valid', []]);
      expect(bad(await verified(file))).toEqual(['indeterminate', ['issuer-key unknown key-unbound', 'seal unknown seal-untrusted']]);
    });

    it('one character changed: invalid, and nothing of it is shown', async () => {
      const report = await verified(microCredential.replace('Andromeda', 'Andromedo'), anchors);
      expect([report.verdict, report.state, report.credential]).toEqual(['invalid', 'altered', undefined]);
      expect(bad(report)[1]).toContain('signature fail signature-mismatch');
    });

    it('the micro-credential says nothing on quality assurance, which is a warning', async () => {
      const report = await verified(microCredential, anchors);
      expect(missing(report)).toEqual(['M11']);
      expect(report.checks.find(({ check }) => check === 'elements')).toMatchObject({ outcome: 'warn', reason: 'elements-missing' });
    });
  });
});

for (const name of ['AA-Annex1-MC-unsigned.json', 'Sample-CertOfPart-unsigned.json', 'minimal-mc.valid.jsonld']) {
  fromData(`elm/samples/${name}`, (file) => {
    it('has no seal, and is never valid', async () => {
      const report = await verified(file);
      expect([report.format, report.verdict]).toEqual(['edc-jades', 'invalid']);
      expect(bad(report)[1]).toContain('signature fail no-proof');
    });
  });
}
