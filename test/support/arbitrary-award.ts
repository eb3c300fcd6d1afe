import fc from 'fast-check';
import type { Achievement, Award, LanguageMap, Learner, Organisation } from '../../src/core/model.js';
import { ASSESSMENT_TYPES, CREDIT_SYSTEMS, CYCLES, ISCED_F, PARTICIPATION_TYPES, QUALITY_TYPES, SUPERVISION_TYPES } from '../../src/core/vocabulary.js';
import { sampleAchievement, sampleAward, sampleOrganisation } from './award.js';

const codes = (list: readonly { readonly code: string }[]) => fc.constantFrom(...list.map(({ code }) => code));
/** Any text that somebody may write: of every script, with every sign; not one that reads as several joined. */
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => /[\p{L}\p{N}]/u.test(text) && !text.includes('; ')).map((text) => text.trim());
const texts = (languages: readonly string[]): fc.Arbitrary<LanguageMap> => fc.tuple(...languages.map(() => words)).map((all) => Object.fromEntries(languages.map((language, at) => [language, all[at] ?? ''])));
const web = fc.webUrl({ withFragments: false });
const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const optional = <T extends object>(parts: { [K in keyof T]?: fc.Arbitrary<NonNullable<T[K]>> }): fc.Arbitrary<Partial<T>> => fc.record(parts as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] }) as unknown as fc.Arbitrary<Partial<T>>;
const few = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { minLength: 1, maxLength: 3 });
const once = (of: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.uniqueArray(of, { minLength: 1, maxLength: 3 });

const level = fc.oneof(
  fc.constant({ applicable: false } as const),
  fc.record({ applicable: fc.constant(true as const), eqf: fc.integer({ min: 1, max: 8 }), nqf: fc.record({ framework: words, level: words, iri: fc.constantFrom('http://data.europa.eu/snb/qdr/c_670e54c7', 'https://hko.example/7') }), cycle: codes(CYCLES) as fc.Arbitrary<'short'> }, { requiredKeys: ['applicable', 'eqf'] }),
);

function achievement(languages: readonly string[]): fc.Arbitrary<Achievement> {
  const outcome = fc.record({
    statement: texts(languages),
    kind: fc.constantFrom('knowledge' as const, 'skill' as const, 'responsibility' as const),
    transversal: fc.boolean(),
    skills: fc.uniqueArray(fc.record({ iri: fc.integer({ max: 9, min: 0 }).map((n) => (n % 2 === 0 ? `http://data.europa.eu/esco/skill/${n}` : `https://skills.example/${n}`)), label: fc.constant('a skill'), framework: words }), { selector: ({ iri }) => iri, maxLength: 3 }),
  });
  const mandatory = fc.record({
    title: texts(languages),
    description: texts(languages),
    kind: fc.constantFrom('micro-credential' as const, 'attendance' as const),
    learningOutcomes: few(outcome),
    workload: fc.record({ hours: fc.integer({ min: 1, max: 80_000 }).map((quarters) => quarters / 4), credits: fc.record({ system: codes(CREDIT_SYSTEMS), value: fc.integer({ min: 1, max: 240 }).map((halves) => halves / 2) }) }),
    level,
    assessments: fc.uniqueArray(fc.record({ type: codes(ASSESSMENT_TYPES), description: texts(languages) }), { selector: ({ type }) => type, minLength: 1, maxLength: 3 }),
    participation: once(codes(PARTICIPATION_TYPES)),
    qualityAssurance: fc.uniqueArray(fc.record({ type: codes(QUALITY_TYPES), agency: words, decision: words, reportUrl: web, validFrom: day, validUntil: day }, { requiredKeys: ['type'] }), { selector: ({ type }) => type, minLength: 1, maxLength: 3 }),
  });
  const more = optional<Achievement>({
    fields: once(codes(ISCED_F)),
    languages: once(fc.constantFrom('hr', 'en', 'de', 'uk', 'is')),
    prerequisites: texts(languages),
    supervision: codes(SUPERVISION_TYPES),
    gradingScheme: fc.record({ description: texts(languages), values: few(words), passMark: words }, { requiredKeys: ['description'] }),
    stackability: fc.record({ standalone: fc.boolean(), into: few(fc.record({ title: texts(languages), url: web }, { requiredKeys: ['title'] })) }, { requiredKeys: ['standalone'] }),
    furtherInformation: texts(languages),
    registrations: few(fc.record({ register: words, code: words, url: web, validFrom: day }, { requiredKeys: ['register', 'code'] })),
    coCertifications: few(fc.record({ name: words, body: words, url: web }, { requiredKeys: ['name', 'body'] })),
  });
  const { id, organisationId, version, code } = sampleAchievement();
  return fc.tuple(mandatory, more).map(([a, b]) => ({ id, organisationId, version, code, ...a, ...b }));
}

const organisation = (languages: readonly string[]): fc.Arbitrary<Organisation> =>
  fc
    .tuple(fc.record({ legalName: texts(languages), country: fc.constantFrom('HR', 'EE', 'GR', 'XK') }), optional<Organisation>({ region: words, homepage: web, qualityPolicyUrl: web, contact: fc.record({ email: fc.emailAddress(), phone: words, url: web }, { requiredKeys: [] }) }))
    .map(([a, b]) => {
      const { id, slug, did, identifiers, status } = sampleOrganisation();
      return { id, slug, did, identifiers, status, ...a, ...b };
    });

/** Awards that can be: every mandatory element, and any of the rest. */
export const arbitraryAward = (): fc.Arbitrary<Award> =>
  fc.uniqueArray(fc.constantFrom('en', 'hr', 'de', 'uk', 'fr'), { minLength: 1, maxLength: 2 }).chain((languages) =>
    fc
      .record({
        achievement: achievement(languages),
        own: organisation(languages),
        route: fc.constantFrom('course' as const, 'recognition-of-prior-learning' as const),
        learner: fc.tuple(optional<Learner>({ givenName: words, familyName: words, studentNumber: words, birthDate: day, email: fc.emailAddress() }), words).map(([some, fullName]) => ({ fullName, europeanStudentIdentifier: 'urn:schac:x', ...some })),
        awardedOn: day,
        more: optional<Award>({ grade: words, supervision: codes(SUPERVISION_TYPES), validUntil: day.map((end) => `2036${end.slice(4)}T23:59:59Z`) }),
      })
      .map(({ own, more, ...rest }) => {
        const { grade: _grade, supervision: _supervision, validUntil: _end, ...base } = sampleAward();
        return { ...base, ...rest, ...more, organisation: own, awardingBodies: [own], language: languages[0] ?? 'en', salts: { email: 'AAAA', studentNumber: 'BBBB', birthDate: 'CCCC' } };
      }),
  );
