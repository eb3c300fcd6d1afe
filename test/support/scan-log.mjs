/**
 * Looks through what the servers of a test run wrote and measured (TESTAMUR_TEST_LOG) for anything personal or secret: `npm run scan`.
 * Ends with 1 when something is found, and when there is too little to look through for that to mean anything. Says where, never what.
 */
import { readFileSync } from 'node:fs';

const [path = process.env.TESTAMUR_TEST_LOG] = process.argv.slice(2);
const ENOUGH = { requests: 50, figures: 20 };

/** Every name, address, number and date of birth of a learner in the examples, and of those that tests make up. */
function learners() {
  const [header = '', ...rows] = readFileSync(new URL('../../examples/results.csv', import.meta.url), 'utf8').trim().split('\n').map((line) => line.split(','));
  const columns = ['givenName', 'familyName', 'fullName', 'studentNumber', 'europeanStudentIdentifier', 'birthDate', 'email'].map((name) => header.indexOf(name));
  const cells = rows.flatMap((row) => columns.map((column) => row[column] ?? ''));
  return [...new Set([...cells, 'Kovačević', 'Horvat', 'Wilhelmijntje', 'Quackelbeen', 'Zvonimira', 'Štefančić', '1998-04-09'])].filter((cell) => cell.length > 2);
}

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const RULES = [
  ...learners().map((text) => ['a learner', new RegExp(`(?<![\\p{L}\\p{N}_])${literal(text)}(?![\\p{L}\\p{N}_])`, 'u')]),
  // The user of a database's address stands right after `//`, as in the good example of DATABASE_URL.
  ['an e-mail address', /(?<![A-Za-z0-9._%+-]|\/\/)[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/],
  ['a password in an address', /:\/\/[^\s/@:"]*:[^\s/@"]+@/],
  ['an api key', /tmr_[A-Za-z0-9_-]{20,}/],
  ['a bearer token', /Bearer\s+\S{16,}/i],
  ['a link with a token', /\/(?:claim|keep|v|s|reports)\/[A-Za-z0-9_-]{16,}/],
  ['a token of 128 bits', /(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*\d)(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])/],
  ['a key of 256 bits', /(?<![A-Za-z0-9+/_-])(?=[A-Za-z+/_-]*\d)[A-Za-z0-9+/_-]{43}=?(?![A-Za-z0-9+/=_-])/],
  ['a certificate number', /(?<![0-9A-Z-])(?=[0-9A-Z-]*\d)[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![0-9A-Z-])/],
  ['a private key', /PRIVATE KEY|"d":"/],
  ['an address of the network', /"(?:ip|remoteAddress|x-forwarded-for)"|(?<![\d.])198\.51\.100\.\d/],
  ['a signed credential', /eyJ[A-Za-z0-9_-]{20,}\./],
];

/** What was found, by kind, and how much there was. */
export function scan(text) {
  const lines = text.split('\n').filter(Boolean);
  const found = lines.flatMap((line, index) => RULES.filter(([, rule]) => rule.test(line)).map(([kind]) => ({ line: index + 1, kind })));
  return { lines: lines.length, requests: lines.filter((line) => line.includes('"msg":"request"')).length, figures: lines.filter((line) => /^testamur_/.test(line)).length, found };
}

if (process.argv[1]?.endsWith('scan-log.mjs')) {
  if (path === undefined) throw new Error('Say which file: TESTAMUR_TEST_LOG=FILE npm run scan');
  const { found, ...seen } = scan(readFileSync(path, 'utf8'));
  for (const { line, kind } of found.slice(0, 20)) console.error(`line ${line} holds ${kind}`);
  const enough = seen.requests >= ENOUGH.requests && seen.figures >= ENOUGH.figures;
  if (!enough) console.error(`Too little to look through: at least ${ENOUGH.requests} requests and ${ENOUGH.figures} figures are needed.`);
  console.log(JSON.stringify({ ...seen, found: found.length }));
  process.exitCode = found.length === 0 && enough ? 0 : 1;
}
