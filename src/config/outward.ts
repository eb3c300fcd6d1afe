/** How other people's servers are asked. */
export interface OutwardConfig {
  /** HTTP proxy that it goes through; undefined: directly. May hold a password. */
  readonly proxyUrl: string | undefined;
  /** Hosts that may be asked, `.uni.example` for all under it; undefined: any. */
  readonly fetchAllow: readonly string[] | undefined;
}

export const OUTWARD_EXAMPLES = {
  TESTAMUR_PROXY_URL: 'http://proxy.university.example:3128',
  TESTAMUR_FETCH_ALLOW: 'credentials.university.example,.edu.example',
} as const;
type Variable = keyof typeof OUTWARD_EXAMPLES;

export interface OutwardReading {
  given(name: Variable): string | undefined;
  bad(name: Variable, reason: string): void;
}

export const readOutward = (reading: OutwardReading): OutwardConfig => ({ proxyUrl: readProxyUrl(reading), fetchAllow: readFetchAllow(reading) });

function readProxyUrl({ given, bad }: OutwardReading): string | undefined {
  const value = given('TESTAMUR_PROXY_URL');
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '') bad('TESTAMUR_PROXY_URL', 'is not the http or https address of a proxy');
  return url?.href;
}

/** As URLs have names: in ASCII, an international name in its own form of that (`xn--`). */
const NAME = /^\.?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/;

function readFetchAllow({ given, bad }: OutwardReading): readonly string[] | undefined {
  const names = given('TESTAMUR_FETCH_ALLOW')?.toLowerCase().split(/[\s,]+/).filter(Boolean);
  if (names?.every((name) => NAME.test(name)) === false) bad('TESTAMUR_FETCH_ALLOW', 'is not a list of host names, or of endings that begin with a dot');
  return names;
}
