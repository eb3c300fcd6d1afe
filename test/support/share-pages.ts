import type { ShareFields } from '../../src/claim/share-choice.js';
import { CHOICE_FAULTS } from '../../src/claim/share-choice.js';
import type { LearnersShare } from '../../src/claim/share.js';
import { sharedReport, type SummaryShows } from '../../src/claim/shared-report.js';
import type { Texts } from '../../src/http/pages/texts.js';
import { oneSharePage, passphrasePage, shareFormPage, sharePage, sharePreviewPage, sharesPage, type PreviewModel, type ShareFault, type ShareModel } from '../../src/http/pages/views/index.js';
import { organisation, reports, validReport } from './reports.js';

/** The pages around share links, in every state. */

export const SUMMARIES: readonly SummaryShows[] = [false, true].flatMap((name) => [false, true].map((grade) => ({ view: 'summary', name, grade }) as const));
const ALL = { view: 'all' } as const;

export const link: LearnersShare = {
  id: '019a9f00-0000-7000-8000-00000000005a',
  awardId: '019a9f00-0000-7000-8000-00000000000a',
  label: 'Application to the city library',
  shows: ALL,
  createdAt: '2026-11-21T09:00:00Z',
  expiresAt: '2026-12-21T23:59:59Z',
  counting: false,
  opened: 0,
  url: 'https://testamur.example/s/abc',
  ended: false,
};
const { expiresAt: _expiresAt, ...endless } = link;
const passphrase = { n: 2, r: 1, p: 1, salt: '', hash: '' };
const links: readonly LearnersShare[] = [
  link,
  endless,
  { ...link, passphrase },
  { ...endless, passphrase },
  { ...link, shows: { view: 'summary', name: true, grade: true }, counting: true },
  { ...link, counting: true, opened: 1, lastOpenedOn: '2026-11-20' },
  { ...link, counting: true, opened: 3, lastOpenedOn: '2026-11-20' },
  ...SUMMARIES.map((shows) => ({ ...link, shows })),
  { ...link, withdrawnAt: '2026-11-20T09:00:00Z', ended: true },
  { ...link, expiresAt: '2026-11-20T23:59:59Z', ended: true },
];

export const shared = (overrides: Partial<ShareModel> = {}): ShareModel => ({
  report: validReport,
  share: { shows: ALL, counting: false, expiresAt: '2026-12-21T23:59:59Z', passphrase: false },
  host: 'testamur.example',
  formats: ['ob3-di', 'ob3-jwt'],
  action: '/s/abc',
  ...overrides,
});
export const summaryOf = (shows: SummaryShows, report = validReport): ShareModel =>
  shared({ report: sharedReport(report, shows), formats: [], share: { shows, counting: true, passphrase: false } });

const fields: ShareFields = { label: 'Application', view: 'summary', name: true, grade: false, until: '30-days', date: '', counting: false };
const form = { organisation, fields, faults: [], graded: true, action: '/keep/abc/shares/preview', sharesUrl: '/keep/abc/shares' };
const creating = (faults: readonly ShareFault[], overrides: Partial<ShareModel> = {}): PreviewModel => {
  const { action: _action, ...model } = shared(overrides);
  return { ...model, label: 'Application', create: { action: '/keep/abc/shares', change: '/keep/abc/shares/preview', fields: { ...fields, grade: true, counting: true }, faults } };
};
const all = <T>(prefix: string, values: readonly T[], make: (value: T) => string): Record<string, string> => Object.fromEntries(values.map((value, i) => [`${prefix}-${i}`, make(value)]));

export function sharePages(t: Texts): Record<string, string> {
  const around = { organisation, sharesUrl: '/keep/abc/shares', keepUrl: '/keep/abc' };
  const { action: _action, ...existing } = shared({ share: { shows: ALL, counting: false, passphrase: true } });
  return {
    'share-all': sharePage(shared(), t),
    'share-guarded': sharePage(shared({ share: { shows: ALL, counting: true, passphrase: true }, formats: ['ob3-di'] }), t),
    ...all('share-summary', SUMMARIES, (shows) => sharePage(summaryOf(shows), t)),
    ...all('share-state', Object.values(reports), (report) => sharePage(summaryOf({ view: 'summary', name: true, grade: true }, report), t)),
    'share-passphrase': passphrasePage({ action: '/s/abc' }, t),
    'share-passphrase-missing': passphrasePage({ action: '/s/abc', fault: 'passphrase-needed' }, t),
    'share-passphrase-wrong': passphrasePage({ action: '/s/abc', fault: 'passphrase-wrong' }, t),
    'shares-none': sharesPage({ ...around, shares: [] }, t),
    shares: sharesPage({ ...around, shares: links }, t),
    ...all('share-one', links, (share) => oneSharePage({ organisation, title: 'Applied Data Protection', share, sharesUrl: '/keep/abc/shares', path: '/s/abc' }, t)),
    'share-form': shareFormPage(form, t),
    'share-form-ungraded': shareFormPage({ ...form, graded: false }, t),
    ...all('share-form-fault', CHOICE_FAULTS, (fault) => shareFormPage({ ...form, faults: [fault] }, t)),
    'share-form-faults': shareFormPage({ ...form, faults: CHOICE_FAULTS }, t),
    'share-preview': sharePreviewPage(creating([]), t),
    'share-preview-open': sharePreviewPage(creating(['share-limit'], { share: { shows: ALL, counting: false, passphrase: false } }), t),
    ...all('share-preview-fault', ['passphrase-short', 'passphrase-long', 'passphrase-characters'] as const, (fault) => sharePreviewPage(creating([fault]), t)),
    'share-preview-faults': sharePreviewPage(creating(['passphrase-short', 'share-limit']), t),
    'share-preview-existing': sharePreviewPage({ ...existing, label: 'Application', backUrl: '/keep/abc/shares/1' }, t),
  };
}
