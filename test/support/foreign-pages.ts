import type { HeldAward } from '../../src/claim/ports.js';
import type { CredentialView } from '../../src/core/credential-view.js';
import type { Texts } from '../../src/http/pages/texts.js';
import { achievementPage, cataloguePage, claimPage, keepPage, organisationPage, reportPage, verifyPage } from '../../src/http/pages/views/index.js';
import { reportModel } from './pages.js';
import { achievement, award, credential, elements, held, organisation, reportOf, reports, trustRow } from './reports.js';

/** Pages with the same text wherever somebody else's text can stand. */

const viewOf = (s: string): CredentialView => {
  const term = { label: s, iri: s };
  return {
    ...credential,
    id: s,
    title: s,
    achievementType: s,
    description: s,
    language: s,
    issuer: { id: s, name: s, country: s, region: s, identifiers: [{ scheme: s, value: s }] },
    awardingBodies: [term],
    learner: { id: s, name: s, identifiers: [{ type: s, hashed: false, value: s }, { type: s, hashed: true, value: s }] },
    number: s,
    awardedOn: s,
    validFrom: s,
    validUntil: s,
    outcomes: [{ statement: s, kind: s, transversal: true, skills: [term] }],
    workload: { credits: { system: s, value: 5 } },
    level: { applicable: true, eqf: 7, nqf: term, cycle: term },
    assessments: [term],
    participation: [term],
    qualityAssurance: [term],
    prerequisites: s,
    supervision: term,
    grade: { value: s, scheme: s },
    stackability: [term],
    furtherInformation: s,
    instructionLanguages: [s],
    route: term,
    registrations: [term],
    coCertifications: [term],
    elements: Object.fromEntries(Object.keys(elements).map((id) => [id, { present: true, value: s, path: s }])) as CredentialView['elements'],
  };
};
const heldOf = (s: string): HeldAward => {
  const map = { en: s };
  const content = { ...achievement, code: s, title: map, description: map, prerequisites: map, furtherInformation: map, learningOutcomes: [{ statement: map, kind: 'skill' as const, skills: [{ iri: s, label: s, framework: s }] }], registrations: [{ register: s, code: s, url: s }], stackability: { standalone: false, into: [{ title: map, url: s }] } };
  const who = { ...organisation, legalName: map, region: s, homepage: s, contact: { email: s, phone: s, url: s }, qualityPolicyUrl: s, identifiers: [{ scheme: 'vat' as const, value: s }] };
  return { ...held, award: { ...award, achievement: content, organisation: who, awardingBodies: [who], number: s, grade: s, learner: { givenName: s, familyName: s } } };
};

export function foreignPages(s: string, t: Texts): Record<string, string> {
  const h = heldOf(s);
  const offered = [{ achievement: h.award.achievement, organisation: h.award.organisation }];
  const trust = [{ ...trustRow, entityName: s, list: s, authority: s }];
  const statement = { id: s, source: s, authority: s, entityName: s, keyThumbprints: [], scope: { fields: [s], countries: [s] }, validFrom: s, recordedAt: s, enteredBy: s };
  return {
    'foreign-report': reportPage({ ...reportModel(reportOf(viewOf(s), { trust }), t), fileName: s, number: s, registers: [s] }, t),
    'foreign-unknown': reportPage({ ...reportModel(reportOf(viewOf(s), { ...reports['issuer-not-confirmed'], credential: viewOf(s) }), t), fileName: s }, t),
    'foreign-claim': claimPage({ held: h, expiresAt: s, action: '/claim/abc' }, t),
    'foreign-keep': keepPage({ held: h, downloads: [{ label: s, url: '/a' }, { label: s, url: '/a', withheld: { script: s, path: s } }], permanentUrl: 'https://testamur.example/v/a', qrSvg: s, detailsPublic: true, actions: { details: '/a', shares: '/keep/abc/shares' } }, t),
    'foreign-organisation': organisationPage({ vouchedNow: true, offered, total: 2, host: s, organisation: h.award.organisation, statements: [statement], keys: [{ id: s, publicJwk: { kty: 'OKP', crv: s }, assertion: true }], didDocumentUrl: '/a', jwksUrl: '/b' }, t),
    'foreign-achievement': achievementPage({ achievement: h.award.achievement, organisation: h.award.organisation, organisationUrl: '/o/a', currentVersion: 2 }, t),
    'foreign-catalogue': cataloguePage({ input: { text: s, fields: [s], levels: [s], languages: [s], organisations: [s] }, query: new URLSearchParams({ q: s }).toString(), facets: { fields: [s], levels: [7], languages: [s], organisations: [h.award.organisation] }, items: offered, total: 1, all: 1 }, t),
    'foreign-verify': verifyPage({ error: 'link-not-found', values: { link: s, text: s }, registers: [s], host: 'testamur.example' }, t),
  };
}
