import { describe, expect, it } from '@jest/globals';
import { textsFor } from '../../../src/http/pages/texts.js';
import { plain } from '../../../src/http/pages/views/message.js';
import { levelFact, levelMeaning, levelSource, workloadFact, workloadMeaning } from '../../../src/http/pages/views/workload.js';
import { credential } from '../../support/reports.js';
import { achievementPage, permanentPage, reportPage } from '../../../src/http/pages/views/index.js';
import { achievement, award, held, organisation, reportOf } from '../../support/reports.js';
import { reportModel } from '../../support/pages.js';

const t = textsFor();
type Workload = typeof credential.workload;
type Level = typeof credential.level;
const workload = (given: Workload): readonly (string | undefined)[] => [workloadFact, workloadMeaning].map((tell) => tell({ ...credential, workload: given })).map((m) => m && plain(m, t));
const level = (given: Level): readonly (string | undefined)[] => [levelFact, levelMeaning, levelSource].map((tell) => tell({ ...credential, level: given })).map((m) => m && plain(m, t));
const credits = (system: string, value: number, hours?: number): Workload => ({ credits: { system, value }, ...(hours === undefined ? {} : { hours }) });

describe('a workload in a sentence', () => {
  it.each<[Workload, string, string | undefined]>([
    [credits('ects', 5), '5 ECTS credits', 'About 125 to 150 hours of classes, self-study and assessment. A full year of study is 60 credits.'],
    [credits('ECTS', 1), '1 ECTS credit', 'About 25 to 30 hours of classes, self-study and assessment. A full year of study is 60 credits.'],
    [credits('ects', 5, 140), '5 ECTS credits', 'About 140 hours of classes, self-study and assessment, by the issuer’s own count: 28 for each credit. A full year of study is 60 credits.'],
    [credits('ects', 7, 180), '7 ECTS credits', 'About 180 hours of classes, self-study and assessment, by the issuer’s own count: 25.7 for each credit. A full year of study is 60 credits.'],
    [credits('csvet', 4), '4 CSVET credits', 'About 100 hours of study: one CSVET credit stands for 25 hours. It is not an ECTS credit.'],
    [credits('eap', 5), '5 EAP credits', 'About 130 hours of study: one EAP credit stands for 26 hours. By its own rules these are 5 ECTS credits.'],
    [credits('cats', 2), '2 CATS credits', 'About 20 hours of study: one CATS credit stands for 10 hours. By its own rules this is 1 ECTS credit.'],
    [credits('cats', 15), '15 CATS credits', 'About 150 hours of study: one CATS credit stands for 10 hours. By its own rules these are 7.5 ECTS credits.'],
    [credits('ecvet', 4), '4 ECVET credits', 'How many hours a credit of this system stands for, it does not say.'],
    [credits('lokaal', 4), '4 lokaal credits', 'How many hours a credit of this system stands for, it does not say.'],
    [credits('lokaal', 4, 12), '4 lokaal credits', 'About 12 hours of study, by the issuer’s own count.'],
    [{ hours: 40 }, 'About 40 hours of study', 'It states no credits, and hours alone are not turned into credits.'],
  ])('%j', (given, fact, meaning) => expect(workload(given)).toEqual([fact, meaning]));

  it('is silent where nothing is stated', () => expect(workload({})).toEqual([undefined, undefined]));
});

describe('a level in a sentence', () => {
  const self = 'According to the issuer itself, which names no national framework that the level comes from';
  it.each<[Level, readonly (string | undefined)[]]>([
    [{ applicable: true, eqf: 7 }, ['EQF level 7 of 8', 'As demanding as study for a master’s degree, though much shorter. It is not a master’s degree.', self]],
    [{ applicable: true, eqf: 6, nqf: { label: 'HKO 6' } }, ['EQF level 6 of 8', 'As demanding as study for a bachelor’s degree, though much shorter. It is not a bachelor’s degree.', 'According to the issuer, by way of the national framework: HKO 6']],
    [{ applicable: true, eqf: 4 }, ['EQF level 4 of 8', 'One of the school and vocational levels.', self]],
    [{ applicable: true, nqf: { label: 'HKO 7' } }, ['HKO 7, a level of a national framework', 'It states no level of the European framework (EQF), so we compare it with none.', undefined]],
    [{ applicable: false }, ['None: the issuer states that no level applies', undefined, undefined]],
    [{ applicable: true }, [undefined, undefined, undefined]],
    [{ applicable: true, eqf: 9 }, [undefined, undefined, undefined]],
  ])('%j', (given, said) => expect(level(given)).toEqual(said));
});

it('says the same on the report, on the permanent page and on the achievement’s page', () => {
  const report = reportOf({ ...credential, workload: credits('ects', 5, 140), level: { applicable: true, eqf: 7 } });
  const open = { ...held, award: { ...award, achievement: { ...achievement, workload: credits('ects', 5, 140) as typeof achievement.workload & object, level: { applicable: true, eqf: 7 } } } };
  const pages = [
    reportPage(reportModel(report, t), t),
    permanentPage({ report, organisation, number: award.number, permanentUrl: 'https://testamur.example/v/abc', held: open }, t),
    achievementPage({ achievement: open.award.achievement, organisation, organisationUrl: '/o/nordhavn', currentVersion: 2 }, t),
  ];
  for (const html of pages) for (const said of ['28 for each credit', 'It is not a master’s degree', 'names no national framework']) expect(html).toContain(said);
});
