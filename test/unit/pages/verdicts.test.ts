import { describe, expect, it } from '@jest/globals';
import { fail, unknown } from '../../../src/core/finding.js';
import { summarise, withSummary } from '../../../src/http/pages/summary.js';
import { textsFor } from '../../../src/http/pages/texts.js';
import { reportPage } from '../../../src/http/pages/views/index.js';
import { STATES, type Report, type ReportState } from '../../../src/verify/report.js';
import { reportModel, variants } from '../../support/pages.js';
import { credential, findings, reportOf, reports, validReport } from '../../support/reports.js';

const t = textsFor();
const page = (report: Report): string => reportPage(reportModel(report, t), t);

/** What a person reads, without the markup. */
const read = (html: string): string =>
  html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
const inside = (html: string, pattern: RegExp): string => read(pattern.exec(html)?.[1] ?? '').trim();
const parts = (html: string) => ({
  word: inside(html, /<p class="word">(.*?)<\/p>/s),
  heading: inside(html, /<h1[^>]*>(.*?)<\/h1>/s),
  lead: inside(html, /<p class="lead">(.*?)<\/p>/s),
  next: inside(html, /<p class="next">(.*?)<\/p>/s),
  tone: /class="verdict (\w+)"/.exec(html)?.[1],
});

/** The settled words of each state (design: the verdicts). */
const SETTLED: Readonly<Record<ReportState, ReturnType<typeof parts>>> = {
  valid: {
    word: 'Valid',
    heading: 'This credential is genuine and valid.',
    lead: 'Nordhavn University issued it to Ingrid Marie Solberg on 30 June 2026. It has not been changed since, and the issuer had not withdrawn it when we checked.',
    next: 'Now you: make sure the person in front of you is Ingrid Marie Solberg, born 9 April 1994.',
    tone: 'ok',
  },
  'issuer-not-confirmed': {
    word: 'Issuer not confirmed',
    heading: 'This credential is unaltered, but we cannot confirm who issued it.',
    lead: 'It calls its issuer “Nordhavn University”. The key that signed it, did:web:nordhavn.example#key-2026-1, is in none of the registers we consulted. Anybody could have made it.',
    next: 'Now you: ask the institution, using contact details that you looked up yourself.',
    tone: 'open',
  },
  revoked: {
    word: 'Revoked',
    heading: 'This credential has been revoked. Do not rely on it.',
    lead: 'Nordhavn University withdrew it on 3 October 2026. The reason it gave: “Issued in error”. The file is genuine and unaltered, but it is no longer in force.',
    next: 'Now you: ask the person for a current credential, or ask the registry. A revocation does not by itself mean that the holder did anything wrong.',
    tone: 'stop',
  },
  suspended: {
    word: 'Suspended',
    heading: 'This credential is suspended. Do not rely on it for now.',
    lead: 'Nordhavn University suspended it on 12 November 2026 and can lift the suspension or revoke it. It gave no reason. The file is genuine and unaltered.',
    next: 'Now you: check again later, or ask the person for the issuer’s explanation.',
    tone: 'warn',
  },
  expired: {
    word: 'Expired',
    heading: 'This credential is genuine, but it expired on 31 August 2026.',
    lead: 'Nordhavn University issued it to Ingrid Marie Solberg on 30 June 2026. It has not been withdrawn. It says that the holder completed the learning then; the issuer no longer vouches that it is up to date.',
    next: 'Now you: decide whether your purpose needs a current credential. If so, ask for a renewed one.',
    tone: 'warn',
  },
  'not-yet-valid': {
    word: 'Not valid yet',
    heading: 'This credential is genuine, but is not valid until 1 January 2027.',
    lead: 'Nordhavn University issued it to Ingrid Marie Solberg on 30 June 2026 with a later starting date.',
    next: 'Now you: check it again on or after 1 January 2027.',
    tone: 'warn',
  },
  altered: {
    word: 'Altered or forged',
    heading: 'This file is not what its issuer signed. Do not rely on it.',
    lead: 'Its contents do not match the signature: either it was changed after signing, or somebody else made it. We cannot tell which part is wrong, so we show none of it.',
    next: 'Now you: ask for the original file or a share link. Copying text out of an e-mail can also break a genuine file.',
    tone: 'stop',
  },
  'not-checked': {
    word: 'Not checked to the end',
    heading: 'We could not finish this check. That says nothing against the credential.',
    lead: 'The signature is intact and the issuer is confirmed. But Nordhavn University’s revocation list did not answer, so we do not know whether the credential has been withdrawn.',
    next: 'Now you: try again in an hour. Until then, treat it as unchecked.',
    tone: 'open',
  },
  unreadable: {
    word: 'Not readable',
    heading: 'We cannot read this credential in one certain way. Do not rely on it.',
    lead: 'It is not built as its format requires: /credentialSubject must be object. We show none of it, because programs could read such a file in different ways.',
    next: 'Now you: ask the person, or the issuer, for the credential in another format.',
    tone: 'open',
  },
};

describe('the report page', () => {
  it.each(STATES)('says word, sentence, reason and what to do now: %s', (state) => {
    expect(parts(page(reports[state]))).toEqual(SETTLED[state]);
  });

  it('starts the title of the page with the word of the verdict', () => {
    expect(page(reports.revoked)).toContain('<title>Revoked: Applied Data Protection, Ingrid Marie Solberg – Testamur</title>');
    expect(page(reports.altered)).toContain('<title>Altered or forged – Testamur</title>');
  });

  it('puts the content before the checks only when the credential is valid', () => {
    const first = (state: ReportState): string | undefined => /id="(says|checks)"/.exec(page(reports[state]))?.[1];
    expect(STATES.map((state) => [state, first(state)])).toEqual(STATES.map((state) => [state, state === 'valid' ? 'says' : 'checks']));
  });

  it('heads content that is no longer in force with its state', () => {
    expect(read(page(reports.revoked))).toContain('What it said before it was revokedRevoked');
    expect(read(page(reports.expired))).toContain('What it said until it expiredExpired');
    expect(read(page(reports['issuer-not-confirmed']))).toContain('What it saysIssuer not confirmed');
  });

  it.each(['altered', 'unreadable'] as const)('shows nothing of the content, even if the report has it: %s', (state) => {
    const html = page({ ...reports[state], credential: { ...credential, validUntil: '2026-08-31T22:00:00Z' }, elements: validReport.elements ?? never() });
    const secrets = ['Solberg', 'Applied Data', 'Nordhavn', '30 June', '31 August', 'ECTS', 'impact assessment', 'NH7K', credential.id ?? ''];
    expect(secrets.filter((secret) => html.includes(secret))).toEqual([]);
  });

  it('adds what else holds, the content’s dates only where content is shown', () => {
    expect(read(page({ ...reports.revoked, credential: { ...credential, validUntil: '2026-08-31T22:00:00Z' }, also: ['expired'] }))).toContain('Also: it expired on 31 August 2026.');
    expect(read(page(reports.altered))).toContain('Also: it is not valid yet. Also: it has expired.');
  });

  it('calls an issuer by name only when a register does; else it quotes the claim and links nothing', () => {
    const html = page(reportOf({ ...credential, issuer: { ...credential.issuer, name: 'Famous University' } }, reports['issuer-not-confirmed']));
    expect(read(html)).toContain('“Nordhavn University”');
    const claimed = page({ ...reports['issuer-not-confirmed'], credential: { ...credential, issuer: { ...credential.issuer, name: 'Famous University' } } });
    expect(read(claimed).match(/.Famous University./g)).toEqual(['“Famous University”', '“Famous University”']);
    expect(claimed.match(/<a [^>]*href="https?:/g)).toBeNull();
    expect(page({ ...validReport, credential: { ...credential, issuer: { ...credential.issuer, name: 'Famous University' } } })).not.toContain('Famous University');
  });

  it('says that a superseded credential was replaced by a corrected one', () => {
    expect(parts(page(variants['superseded'] ?? never())).lead).toContain('The reason it gave: “Replaced by a corrected credential”.');
    expect(parts(page(variants['superseded'] ?? never())).next).toContain('ask the person for the corrected credential');
  });

  it('does not pretend to know when or why a public list was set', () => {
    expect(parts(page(variants['revoked-by-list'] ?? never())).lead).toBe('Nordhavn University has withdrawn it. Its list does not say when or why. The file is genuine and unaltered, but it is no longer in force.');
  });

  it('tells the reason that a public list gives, as its issuer’s words, and no date', () => {
    const [html, paused] = ['revoked-by-list-why', 'suspended-by-list-why'].map((name) => page(variants[name] ?? never())) as [string, string];
    expect(parts(html).lead).toBe('Nordhavn University has withdrawn it. Its list does not say when. The reason it gave: “Thesis withdrawn by its author”. The file is genuine and unaltered, but it is no longer in force.');
    expect(read(html)).toContain('Reason: “Thesis withdrawn by its author”.');
    expect(parts(paused).lead).toBe('Nordhavn University has suspended it and can lift the suspension or revoke it. Its list does not say when. The reason it gave: “under review”. The file is genuine and unaltered.');
    const hostile = { ...reports.revoked, checks: findings(fail('status', 'revoked', { facts: { source: 'fetched', words: '<img src=x onerror=alert(1)>\u202egnp' } })) };
    expect(page(hostile)).not.toContain('<img src=x');
    expect(page(hostile)).toContain('&lt;img src=x onerror=alert(1)>');
  });

  it('says what an issuer remarks on a credential that is in force, which is valid all the same', () => {
    const said = (name: string) => parts(page(variants[name] ?? never()));
    expect(said('valid-message')).toMatchObject({ word: 'Valid', lead: expect.stringMatching(/had not withdrawn it when we checked\. Its issuer says of it: “printed once”\.$/) as unknown as string });
    expect(said('valid-marked').lead).toMatch(/Its issuer has put a mark on it, and does not say what the mark means\.$/);
    expect(said('valid-refresh').lead).toMatch(/Its issuer has a newer version of it\.$/);
  });

  it.each([
    ['unchecked-replayed', 'But Nordhavn University’s revocation list came in an older edition than one that we have already seen', 'try again in an hour'],
    ['unchecked-list-unsigned', 'But Nordhavn University’s revocation list is not signed and not kept at the issuer’s own address', 'ask the issuer to confirm it'],
    ['unchecked-held-back', 'But whoever shows it can leave parts of it out, such as its end or where its issuer would withdraw it', 'ask the person to show it again, with nothing left out'],
  ])('says why a status is not known: %s', (name, lead, next) => {
    const said = parts(page(variants[name] ?? never()));
    expect([said.word, said.lead, said.next]).toEqual(['Not checked to the end', expect.stringContaining(lead), expect.stringContaining(next)]);
  });

  it('speaks of “its issuer, whoever that is” when a credential of an unconfirmed issuer is revoked', () => {
    expect(parts(page(variants['revoked-unconfirmed'] ?? never())).lead).toBe('Its issuer, whoever that is, has revoked it. The file is unaltered, but it is no longer in force.');
  });

  it('never says “unaltered” of a signature that was not proven', () => {
    expect(parts(page(variants['revoked-unproven'] ?? never())).lead).toContain('We could not check whether the file is unaltered');
    const unproven = parts(page(variants['unchecked-signature'] ?? never()));
    expect([unproven.word, unproven.heading]).toEqual(['Not checked to the end', 'We could not finish this check. That says nothing against the credential.']);
  });

  it('draws no unknown answer as a yes', () => {
    const html = page({ ...reports['not-checked'], checks: findings(...(['signature', 'issuer-key', 'status', 'trust', 'validity'] as const).map((check) => unknown(check, 'not-verified'))) });
    expect(/<section class="sheet" aria-labelledby="checks">.*?<\/section>/s.exec(html)?.[0]).not.toContain('res ok');
  });

  it('asks five questions, each with its source and its time', () => {
    const rows = /<tbody>(.*?)<\/tbody>/s.exec(page(validReport))?.[1]?.match(/<tr>.*?<\/tr>/gs) ?? [];
    expect(rows.map((row) => read(row))).toEqual([
      'Was it changed after it was signed?NoEverything it states matches the signature.Testamur 21 November 2026, 13:32 UTC',
      'Whose signature is it?Nordhavn University’sThe signing key is registered to this issuer.Local register of issuers 21 November 2026, 13:32 UTC',
      'Is this a recognised issuer?Yes, since 1 January 2020Local register of issuers 21 November 2026, 13:32 UTC',
      'Has it been withdrawn?NoNordhavn University’s status list 21 November 2026, 13:30 UTC',
      'Is it within its dates?Yes, since 30 June 2026Testamur, from the file 21 November 2026, 13:32 UTC',
    ]);
  });

  it('counts the elements of the European standard', () => {
    expect(read(page(validReport))).toContain('It states 11 of the 11 elements that the European approach to micro-credentials requires, and 4 of the 5 optional ones.');
  });

  it('says what it is not', () => {
    expect(read(page(validReport))).toContain('Applied Data ProtectionMicro-credential, not a degree');
  });
});

describe('a report without a question of trust', () => {
  it('is not called genuine', () => {
    const html = page(variants['integrity'] ?? never());
    expect(parts(html).heading).toBe('This credential is unaltered and in force. Who issued it was not judged.');
    expect(read(html)).not.toContain('genuine');
  });
});

describe('what credits, hours and levels mean', () => {
  const lines = (changed: Partial<typeof credential>): string => read(page(reportOf({ ...credential, ...changed })));

  it.each([
    [{ workload: { credits: { system: 'ects', value: 5 } } }, '5 ECTS creditsAbout 125 to 150 hours of classes, self-study and assessment. A full year of study is 60 credits.'],
    [{ workload: { credits: { system: 'ects', value: 1 } } }, '1 ECTS creditAbout 25 to 30 hours'],
    [{ workload: { credits: { system: 'ects', value: 5 }, hours: 130 } }, '5 ECTS creditsAbout 130 hours of classes, self-study and assessment, by the issuer’s own count: 26 for each credit.'],
    [{ workload: { credits: { system: 'csvet', value: 4 } } }, '4 CSVET creditsAbout 100 hours of study: one CSVET credit stands for 25 hours. It is not an ECTS credit.'],
    [{ level: { applicable: true, eqf: 7 } }, 'EQF level 7 of 8As demanding as study for a master’s degree, though much shorter. It is not a master’s degree.According to the issuer'],
    [{ level: { applicable: true, eqf: 4 } }, 'EQF level 4 of 8One of the school and vocational levels.'],
    [{ level: { applicable: true, eqf: 5, nqf: { label: 'HKO 5' } } }, 'It is not such a qualification.According to the issuer, by way of the national framework: HKO 5'],
    [{ level: { applicable: false } }, 'None: the issuer states that no level applies'],
  ])('%j', (changed, said) => {
    expect(lines(changed)).toContain(said);
  });

  it('turns hours alone into no credits', () => {
    const said = lines({ workload: { hours: 40 } });
    expect(said).toContain('WorkloadAbout 40 hours of studyIt states no credits, and hours alone are not turned into credits.Level');
  });

  it('tells recognition of prior learning apart from a course', () => {
    expect(lines({ route: { label: 'recognition of prior learning' } })).toContain('RouteRecognition of prior learning: awarded for what the holder could already do');
  });
});

describe('summarise', () => {
  it('is the sentence and the reasons as one line of plain text', () => {
    expect(summarise(reports.revoked, t)).toBe(`${SETTLED.revoked.heading} ${SETTLED.revoked.lead}`);
    expect(summarise({ ...reports.suspended, also: ['issuer-not-confirmed'] }, t)).toMatch(/unaltered\. Also: we cannot confirm who issued it\.$/);
  });

  it('keeps somebody else’s text to one line that runs in one direction', () => {
    const hostile = { ...credential, learner: { name: 'Ingrid\u202eevil\u2066\n<b>', identifiers: [] } };
    expect(summarise(reportOf(hostile), t)).toContain('issued it to Ingridevil <b> on');
  });

  it('stands beside the verdict in the data', () => {
    const data = withSummary(validReport, t);
    expect(Object.keys(data).slice(0, 3)).toEqual(['verdict', 'summary', 'state']);
    expect(data.summary).toBe(summarise(validReport, t));
  });

  it('is made for a finding it has never seen', () => {
    expect(summarise({ ...reports.revoked, checks: [fail('status', 'revoked')] }, t)).toContain('has been revoked');
    expect(summarise({ ...validReport, checks: [] }, t)).toContain('This credential');
  });
});

function never(): never {
  throw new Error('no such fixture');
}
